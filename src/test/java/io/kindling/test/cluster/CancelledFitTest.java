package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.Lab;
import io.kindling.test.support.SparkHome;
import io.kindling.training.TrainingEvent;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A fit's job group is cancelled, as notebooks do, and the fit is run again at once. */
final class CancelledFitTest {
  private static SparkSession session;
  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    // Below the ports that systems give to anybody.
    int port = 21_000 + 2 * new Random().nextInt(2_000);
    // Two ports for two workers: a port that a cancelled fit kept would be missing in the next.
    session =
        SparkHome.localCluster(2, 1, 1024)
            .config("spark.kindling.port", port)
            .config("spark.port.maxRetries", 1)
            .getOrCreate();
    spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Executors.processes(spark, 2);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static void assertCancelled(String test, Runnable fit, String message) {
    spark.setJobGroup("notebook", "a cell", false);
    long began = System.nanoTime();
    try {
      assertThatThrownBy(fit::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(message);
    } finally {
      spark.clearJobGroup();
    }
    System.out.printf("%s: ended %.1f s after its start%n", test, seconds(began));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  @Test
  void fitCancelledAndRunAgainAtOnce_works() throws Exception {
    Lab.Run undisturbed = Lab.standard().workers(2).fit(spark);
    for (int round = 0; round < 3; round++) {
      Lab endless = Lab.standard().epochs(100_000).workers(2);
      long[] cancelled = new long[1];
      assertCancelled(
          "fit cancelled by its job group",
          () ->
              endless.watched(
                  spark,
                  Lab.partitions(spark, endless.rows(Lab.ROWS), Lab.UNEVEN),
                  Optional.empty(),
                  event -> {
                    if (event instanceof TrainingEvent.StepFinished step && step.step() == 50) {
                      cancelled[0] = System.nanoTime();
                      spark.cancelJobGroup("notebook");
                    }
                  }),
          "the job of the workers was stopped in");
      System.out.printf("  stopped in %.1f s%n", seconds(cancelled[0]));

      Lab.Run again = Lab.standard().workers(2).fit(spark);

      System.out.printf("  run again in %.1f s%n", seconds(cancelled[0]));
      assertThat(again.bits()).isEqualTo(undisturbed.bits());
      assertThat(again.resumptions()).isEmpty();
    }
    assertThat(spark.getPersistentRDDs()).isEmpty();
    assertThat(Executors.threads(spark, 2)).isEmpty();
  }

  @Test
  void fitCancelledWhileItWaitsForSlots_stopsWaiting() throws Exception {
    Thread user =
        new Thread(
            () -> {
              try {
                Thread.sleep(4_000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              spark.cancelJobGroup("notebook");
            });
    user.start();

    assertCancelled(
        "fit cancelled while it waits for slots",
        () -> Lab.standard().workers(5).fit(spark),
        "cancelled while it waited for task slots");

    user.join();
    assertThat(Lab.standard().workers(2).fit(spark).losses()).hasSize(56);
  }
}
