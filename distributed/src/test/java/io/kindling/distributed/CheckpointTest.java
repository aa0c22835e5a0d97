package io.kindling.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.kindling.distributed.checkpoint.CheckpointSettings;
import io.kindling.distributed.checkpoint.Interval;
import io.kindling.layers.schedule.Constant;
import io.kindling.training.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits that end before their time go on from their checkpoints. 28 steps an epoch, 2 epochs. */
final class CheckpointTest {
  private static JavaSparkContext spark;
  private static Lab.Run undisturbed;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.cores(3);
    undisturbed = Lab.standard().workers(2).fit(spark);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private Lab lab(String interval) {
    Lab lab = Lab.standard().workers(2);
    return lab.settings(
        lab.settings()
            .checkpoints(
                CheckpointSettings.none()
                    .directory(folder.toUri().toString())
                    .interval(Interval.of(interval))));
  }

  private static void interrupt(Lab lab, long afterStep) {
    assertThatThrownBy(
            () ->
                lab.watched(
                    spark,
                    Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
                    Optional.empty(),
                    event -> {
                      if (event instanceof TrainingEvent.Saved saved
                          && saved.steps() >= afterStep) {
                        throw new ArithmeticException("the end of this application");
                      }
                    }))
        .isInstanceOf(ArithmeticException.class);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.getFileName().toString().matches("step-.*kindling"))
          .sorted()
          .toList();
    }
  }

  @Test
  void theSameFitAgain_resumesBitwiseEqual() {
    interrupt(lab("5 steps"), 35);
    Lab.Run again = lab("5 steps").fit(spark);

    assertThat(again.resumptions()).hasSize(1);
    assertThat(again.resumptions().get(0).steps()).isGreaterThanOrEqualTo(35);
    assertThat(again.resumptions().get(0).message()).contains("from the checkpoint");
    assertThat(again.bits()).isEqualTo(undisturbed.bits());
  }

  private static boolean isCarrying() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("kindling-checkpoint"));
  }

  @Test
  void truncatedAndCorruptedCheckpoints_giveWayToTheOneBefore() throws IOException {
    interrupt(lab("5 steps"), 35);
    // A worker's last checkpoint may still be on its way when the fit has ended, and would come
    // between the files that are spoiled here.
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          while (isCarrying()) {
            Thread.sleep(50);
          }
        });
    List<Path> files = files();
    assertThat(files).hasSize(3);
    byte[] newest = Files.readAllBytes(files.get(2));
    Files.write(files.get(2), java.util.Arrays.copyOf(newest, newest.length - 100));
    byte[] second = Files.readAllBytes(files.get(1));
    second[second.length / 2] ^= 1;
    Files.write(files.get(1), second);
    // What Hadoop's local file system writes beside, which would notice too.
    for (Path file : files) {
      Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }
    Lab.Run again = lab("5 steps").fit(spark);

    assertThat(files.get(0).getFileName().toString())
        .isEqualTo(String.format("step-%012d.kindling", again.resumptions().get(0).steps()));
    assertThat(again.bits()).isEqualTo(undisturbed.bits());
  }

  @Test
  void anotherNumberOfWorkers_andOtherHyperParameters_goOn() {
    interrupt(lab("1 epochs"), 28);
    Lab other = Lab.standard();
    Lab.Run three =
        other
            .settings(
                other
                    .settings()
                    .workers(3)
                    .checkpoints(CheckpointSettings.none().resumeFrom(folder.toString())))
            .fit(spark);
    assertThat(three.resumptions().get(0).steps()).isEqualTo(28);
    assertThat(three.distance(undisturbed)).isLessThan(1e-5);

    Lab changed =
        other
            .settings(
                other
                    .settings()
                    .workers(2)
                    .checkpoints(CheckpointSettings.none().resumeFrom(folder.toString())))
            .schedule(Constant.of(0.01));
    Lab.Run slower = changed.spec(changed.spec().batch(20).epochs(3)).fit(spark);
    assertThat(slower.resumptions()).hasSize(1);
    assertThat(slower.result().outcome().steps()).isEqualTo(3 * 51);
    assertThat(slower.losses()).hasSize(2 * 51);
  }

  @Test
  void anotherNetwork_isRefused() {
    interrupt(lab("1 epochs"), 28);
    Lab other = Lab.standard().localStatistics();

    assertThatThrownBy(
            () ->
                other
                    .settings(
                        other
                            .settings()
                            .workers(1)
                            .checkpoints(CheckpointSettings.none().resumeFrom(folder.toString())))
                    .fit(spark))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a checkpoint of this network");
  }

  @Test
  void aDirectoryThatIsNoneAnyMore_isWarnedOfAndTrainingGoesOn() {
    boolean[] removed = {false};
    Lab lab = lab("5 steps");
    Lab.Run run =
        lab.watched(
            spark,
            Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
            Optional.empty(),
            event -> {
              if (!removed[0] && event instanceof TrainingEvent.StepFinished) {
                removed[0] = true;
                replaceByAFile();
              }
            });

    assertThat(run.events())
        .anyMatch(event -> event instanceof TrainingEvent.Saved e && !e.problem().isEmpty());
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
  }

  private void replaceByAFile() {
    try {
      for (int tries = 0; Files.isDirectory(folder) && tries < 100; tries++) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(path);
          }
        } catch (IOException e) {
          // Another file has come meanwhile.
        }
      }
      Files.createFile(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
