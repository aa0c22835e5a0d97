package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.Lab;
import io.kindling.test.support.SparkHome;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executors are decommissioned by the signal that a cloud's agent sends before a node goes. */
final class DecommissionedExecutorTest {
  private static final Lab LAB = Lab.standard().epochs(30).workers(2);
  private static final long HIT = 200;

  private static TestCluster cluster;
  private static JavaSparkContext spark;
  private static Lab.Run undisturbed;

  @BeforeAll
  static void start() {
    cluster =
        TestCluster.start(
            SparkHome.localCluster(2, 1, 1024).config("spark.decommission.enabled", true));
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

  private static Lab.Run disturbed(Map<String, Long> all, int victims) {
    return cluster.disturbed(
        LAB,
        HIT,
        () -> all.values().stream().limit(victims).forEach(pid -> Executors.signal(pid, "PWR")));
  }

  @Test
  @Tag("slow")
  void oneExecutorDecommissioned_trainingGoesOnElsewhereFromASurvivor() {
    Map<String, Long> all = Executors.processes(spark, 2);

    Lab.Run run = disturbed(all, 1);

    Executors.print("executor decommissioned", run);
    assertThat(run.resumptions()).hasSize(1);
    assertThat(run.resumptions().get(0).steps()).isGreaterThanOrEqualTo(HIT);
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
  }

  @Test
  void allExecutorsDecommissioned_theStateIsSavedFirst() {
    Map<String, Long> all = Executors.processes(spark, 2);

    Lab.Run run = disturbed(all, 2);

    Executors.print("all executors decommissioned", run);
    assertThat(run.resumptions()).isNotEmpty();
    assertThat(run.resumptions().get(0).steps()).isGreaterThanOrEqualTo(HIT);
    assertThat(run.resumptions().get(0).message()).contains("that the driver kept");
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
  }
}
