package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.Lab;
import io.kindling.test.support.SparkHome;
import io.kindling.training.TrainingEvent;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An executor's process is stopped (SIGSTOP), as a suspended or overloaded machine is. */
final class StoppedExecutorTest {
  private static final Lab LAB = lab(Duration.ofSeconds(8));
  private static final long HIT = 200;

  private static TestCluster cluster;
  private static JavaSparkContext spark;
  private static Lab.Run undisturbed;

  private static Lab lab(Duration silence) {
    Lab lab = Lab.standard().epochs(30).workers(2);
    return lab.settings(lab.settings().silence(silence));
  }

  @BeforeAll
  static void start() {
    cluster = TestCluster.start(SparkHome.localCluster(2, 1, 1024));
    spark = cluster.spark();
    undisturbed = LAB.fit(spark);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void nothingIsLeftBehind() throws InterruptedException {
    cluster.assertNothingIsLeftBehind();
  }

  /** Fits, and stops an executor when it is in step {@link #HIT}. */
  private static Lab.Run disturbed(Lab lab, long process, Runnable afterwards) {
    return cluster.disturbed(
        lab,
        HIT,
        () -> {
          Executors.signal(process, "STOP");
          afterwards.run();
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
