package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.Lab;
import io.kindling.test.support.SparkHome;
import io.kindling.training.TrainingEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An executor's process is stopped (SIGSTOP), as a suspended or overloaded machine is. */
final class StoppedExecutorTest {
  private static final Lab LAB = lab(Duration.ofSeconds(8));
  private static final long HIT = 200;

  private static SparkSession session;
  private static JavaSparkContext spark;
  private static Lab.Run undisturbed;

  private static Lab lab(Duration silence) {
    Lab lab = Lab.standard().epochs(30).workers(2);
    return lab.settings(lab.settings().silence(silence));
  }

  @BeforeAll
  static void start() {
    session = SparkHome.localCluster(2, 1, 1024).getOrCreate();
    spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    undisturbed = LAB.fit(spark);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @AfterEach
  void nothingIsLeftBehind() throws InterruptedException {
    assertThat(spark.sc().isStopped()).isFalse();
    assertThat(spark.getPersistentRDDs()).isEmpty();
    assertThat(Executors.threads(spark, 2)).isEmpty();
  }

  /** Fits, and stops an executor when it is in step {@link #HIT}. */
  private static Lab.Run disturbed(Lab lab, long process, Runnable afterwards) {
    boolean[] hit = {false};
    return lab.watched(
        spark,
        Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
        Optional.empty(),
        event -> {
          if (!hit[0] && event instanceof TrainingEvent.StepFinished step && step.step() >= HIT) {
            hit[0] = true;
            Executors.signal(process, "STOP");
            afterwards.run();
          }
        });
  }

  @Test
  void executorStoppedBeyondTheLimit_isNamedGivenUpAndReplaced() {
    Map.Entry<String, Long> victim = Executors.processes(spark, 2).entrySet().iterator().next();

    Lab.Run run = disturbed(LAB, victim.getValue(), () -> {});

    Executors.print("worker stopped beyond the limit", run);
    assertThat(run.resumptions()).isNotEmpty();
    assertThat(run.resumptions().get(0).steps()).isGreaterThanOrEqualTo(HIT);
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
    assertThat(Executors.processes(spark, 2).keySet()).doesNotContain(victim.getKey());
  }

  @Test
  @Tag("slow")
  void executorStoppedBelowTheLimit_isReportedAsAStragglerAndNothingElseHappens() {
    long victim = Executors.processes(spark, 2).values().iterator().next();
    Thread release =
        new Thread(
            () -> {
              pause(9_000);
              Executors.signal(victim, "CONT");
            });

    Lab.Run run = disturbed(lab(Duration.ofSeconds(60)), victim, release::start);

    Executors.print("worker slow below the limit", run);
    assertThat(run.resumptions()).isEmpty();
    assertThat(run.events()).anyMatch(event -> event instanceof TrainingEvent.Straggling);
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
