package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.Lab;
import io.kindling.distributed.checkpoint.CheckpointSettings;
import io.kindling.distributed.checkpoint.Interval;
import io.kindling.test.support.OtherJvm;
import io.kindling.test.support.SparkHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver's process is killed (SIGKILL), and the application is started again. */
final class KilledApplicationTest {
  @Test
  void applicationKilledAndStartedAgain_resumesBitwiseEqual(@TempDir Path folder) throws Exception {
    Path checkpoints = folder.resolve("checkpoints");
    Path log = folder.resolve("log");
    Process first = OtherJvm.start(Application.class, log, checkpoints.toString());
    try {
      for (int tries = 0; tries < 1200 && count(checkpoints) < 3 && first.isAlive(); tries++) {
        Thread.sleep(100);
      }
      assertThat(count(checkpoints)).as(() -> text(log)).isGreaterThanOrEqualTo(3);
    } finally {
      first.destroyForcibly();
    }
    assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isEqualTo(137);

    OtherJvm.Outcome second = OtherJvm.run(Application.class, 200, checkpoints.toString());

    System.out.println("application killed and started again:");
    second.output().lines().forEach(line -> System.out.println("  " + line));
    assertThat(second.status()).as(second.errors()).isZero();
    assertThat(second.output()).contains("from the checkpoint");
    assertThat(hash(second, "resumed")).isEqualTo(hash(second, "undisturbed"));
  }

  private static String hash(OtherJvm.Outcome outcome, String name) {
    return outcome
        .output()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElseThrow()
        .substring(name.length());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long count(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.getFileName().toString().matches("step-.*kindling")).count();
    }
  }

  /** Fits with checkpoints, and then without. */
  static final class Application {
    public static void main(String[] arguments) throws IOException {
      try (SparkSession session = SparkHome.localCluster(2, 1, 1024).getOrCreate()) {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        Lab plain = Lab.standard().epochs(40).workers(2);
        CheckpointSettings every =
            CheckpointSettings.none()
                .directory(arguments[0])
                .keep(100)
                .interval(Interval.of("50 steps"));
        Lab.Run run = plain.settings(plain.settings().checkpoints(every)).fit(spark);
        run.resumptions().forEach(event -> System.out.println(event.message()));
        System.out.println("resumed " + Arrays.hashCode(run.bits()));
        System.out.println("undisturbed " + Arrays.hashCode(plain.fit(spark).bits()));
      }
    }
  }
}
