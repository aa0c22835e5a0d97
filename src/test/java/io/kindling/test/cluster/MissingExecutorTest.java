package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.Lab;
import io.kindling.test.support.SparkHome;
import java.time.Duration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executors are killed, and the cluster gives no replacement. */
final class MissingExecutorTest {
  private static final long HIT = 400;

  private TestCluster cluster;
  private JavaSparkContext spark;

  @BeforeEach
  void start() {
    cluster = TestCluster.start(SparkHome.localCluster(2, 1, 1024));
    spark = cluster.spark();
    // The waits of these tests are too short for executors that have yet to start.
    assertThat(Executors.processes(spark, 2)).hasSize(2);
  }

  @AfterEach
  void stop() {
    assertThat(spark.sc().isStopped()).isFalse();
    assertThat(spark.getPersistentRDDs()).isEmpty();
    cluster.close();
  }

  private Lab.Run disturbed(Lab lab) {
    long victim = Executors.processes(spark, 2).values().iterator().next();
    return cluster.disturbed(
        lab,
        HIT,
        () -> {
          spark.sc().requestTotalExecutors(1, 0, scala.collection.immutable.Map$.MODULE$.empty());
          Executors.kill(victim);
        });
  }

  private static Lab lab(int least) {
    Lab lab = Lab.standard().epochs(30).workers(2);
    return lab.settings(lab.settings().minWorkers(least).workerWait(Duration.ofSeconds(6)));
  }

  @Test
  void executorKilledAndNoReplacementComes_itGoesOnWithFewerWorkers() {
    Lab.Run undisturbed = lab(0).fit(spark);
    Lab.Run run = disturbed(lab(0));

    Executors.print("executor killed, no replacement comes", run);
    assertThat(run.resumptions().get(0).steps()).isGreaterThanOrEqualTo(HIT);
    assertThat(run.result().workers()).isEqualTo(1);
    assertThat(undisturbed.result().workers()).isEqualTo(2);
    assertThat(undisturbed.distance(run)).isLessThan(1e-5);
  }

  @Test
  @Tag("slow")
  void fewerThanTheLeastNumberOfWorkers_isRefusedSayingSo() {
    assertThatThrownBy(() -> disturbed(lab(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at most 1")
        .hasMessageContaining("got 2 after a wait of 6 s")
        .hasMessageContaining("minWorkers");
  }
}
