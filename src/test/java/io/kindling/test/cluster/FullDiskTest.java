package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.kindling.distributed.Lab;
import io.kindling.distributed.checkpoint.CheckpointSettings;
import io.kindling.distributed.checkpoint.Interval;
import io.kindling.test.support.SmallDisk;
import io.kindling.training.TrainingEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the checkpoints is full, or may not be written to. */
final class FullDiskTest {
  private static JavaSparkContext spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("kindling-tests")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private SmallDisk mount(String options) {
    try {
      return SmallDisk.mount(folder, options);
    } catch (IOException e) {
      return abort("this machine lets us mount nothing: " + e.getMessage());
    }
  }

  private Lab lab() {
    Lab lab = Lab.standard().epochs(8).workers(2);
    CheckpointSettings every =
        CheckpointSettings.none()
            .directory(folder.toUri().toString())
            .interval(Interval.of("20 steps"));
    return lab.settings(lab.settings().checkpoints(every));
  }

  private static void fill(Path file) {
    byte[] zeros = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException e) {
      // That is what it is for.
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  @Test
  void diskFullWhileWriting_theOnesBeforeAreKeptAndTrainingGoesOn() throws IOException {
    Lab.Run undisturbed = Lab.standard().epochs(8).workers(2).fit(spark);
    try (SmallDisk disk = mount("size=1m")) {
      boolean[] full = {false};
      Lab lab = lab();
      Lab.Run run =
          lab.watched(
              spark,
              Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
              Optional.empty(),
              event -> {
                if (!full[0] && event instanceof TrainingEvent.Saved saved) {
                  full[0] = saved.steps() >= 40;
                  if (full[0]) {
                    fill(folder.resolve("filler"));
                  }
                }
              });

      Executors.print("disk full while a checkpoint is written", run);
      List<TrainingEvent.Saved> saved =
          run.events().stream()
              .filter(TrainingEvent.Saved.class::isInstance)
              .map(TrainingEvent.Saved.class::cast)
              .toList();
      assertThat(saved).anyMatch(event -> event.problem().contains("No space left"));
      assertThat(run.bits()).isEqualTo(undisturbed.bits());
      Files.delete(folder.resolve("filler"));
      Lab.Run again = lab.fit(spark);
      assertThat(again.resumptions().get(0).steps()).isGreaterThanOrEqualTo(20);
      assertThat(again.bits()).isEqualTo(undisturbed.bits());
    }
  }

  @Test
  void directoryNotWritable_isRefusedBeforeTraining() throws IOException {
    try (SmallDisk disk = mount("ro")) {
      assertThatThrownBy(() -> lab().fit(spark))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a directory that can be written to")
          .hasMessageContaining("Set checkpointDir");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
    }
  }
}
