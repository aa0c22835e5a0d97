package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.Lab;
import io.kindling.test.support.SparkHome;
import io.kindling.training.TrainingEvent;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executors are decommissioned by the signal that a cloud's agent sends before a node goes. */
final class DecommissionedExecutorTest {
  private static final Lab LAB = Lab.standard().epochs(30).workers(2);
  private static final long HIT = 200;

  private static SparkSession session;
  private static JavaSparkContext spark;
  private static Lab.Run undisturbed;

  @BeforeAll
  static void start() {
    session =
        SparkHome.localCluster(2, 1, 1024).config("spark.decommission.enabled", true).getOrCreate();
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

  private static Lab.Run disturbed(Map<String, Long> all, int victims) {
    boolean[] hit = {false};
    return LAB.watched(
        spark,
        Lab.partitions(spark, LAB.rows(Lab.ROWS), Lab.UNEVEN),
        Optional.empty(),
        event -> {
          if (!hit[0] && event instanceof TrainingEvent.StepFinished step && step.step() >= HIT) {
            hit[0] = true;
            all.values().stream().limit(victims).forEach(pid -> Executors.signal(pid, "PWR"));
          }
        });
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
