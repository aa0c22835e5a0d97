package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.FitSettings;
import io.kindling.distributed.Lab;
import io.kindling.test.support.StandaloneCluster;
import io.kindling.training.TrainingEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dynamic allocation on a standalone cluster: a master, a worker, executors on request. */
final class RendezvousTest {
  @TempDir static Path folder;

  private static StandaloneCluster cluster;
  private static SparkSession session;
  private static JavaSparkContext spark;

  @BeforeAll
  static void start() throws Exception {
    cluster = StandaloneCluster.start("127.0.0.1", folder).worker(2, 2048);
    session =
        cluster
            .session(1024)
            .config("spark.executor.cores", 1)
            .config("spark.dynamicAllocation.enabled", true)
            .config("spark.dynamicAllocation.minExecutors", 0)
            .config("spark.dynamicAllocation.maxExecutors", 2)
            .config("spark.dynamicAllocation.executorIdleTimeout", "3s")
            .config("spark.dynamicAllocation.shuffleTracking.timeout", "3s")
            .getOrCreate();
    spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  @AfterAll
  static void stop() throws Exception {
    session.stop();
    cluster.close();
  }

  private static Lab lab(int workers) {
    Lab lab = Lab.standard().epochs(30).workers(workers);
    return lab.settings(lab.settings().workerWait(Duration.ofSeconds(20)));
  }

  /** Returns the ids of the executors that there are, without the driver. */
  private static Set<String> executors() {
    Set<String> ids = new HashSet<>();
    for (var info : spark.sc().statusTracker().getExecutorInfos()) {
      ids.add(info.host() + ":" + info.port());
    }
    return ids;
  }

  @Test
  void executors_areRequestedHeldAndReleased() throws InterruptedException {
    int before = executors().size() - 1;
    Lab lab = lab(FitSettings.AUTO);
    int[] least = {Integer.MAX_VALUE};
    Lab.Run run =
        lab.watched(
            spark,
            Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
            Optional.empty(),
            event -> {
              if (event instanceof TrainingEvent.StepFinished) {
                least[0] = Math.min(least[0], executors().size() - 1);
              }
            });
    int after = 2;
    for (int tries = 0; after > 0 && tries < 600; tries++) {
      Thread.sleep(100);
      after = executors().size() - 1;
    }

    Executors.print("dynamic allocation", run);
    System.out.printf("  executors before %d, in training %d, after %d%n", before, least[0], after);
    assertThat(run.result().workers()).isEqualTo(2);
    assertThat(least[0]).isEqualTo(2);
    assertThat(after).isZero();
  }

  @Test
  @Tag("slow")
  void executorKilledInMidEpoch_isReplaced() {
    Lab lab = lab(2);
    Lab.Run undisturbed = lab.fit(spark);
    boolean[] hit = {false};
    long[] victim = {Executors.processes(spark, 2).values().iterator().next()};

    Lab.Run run =
        lab.watched(
            spark,
            Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
            Optional.empty(),
            event -> {
              if (!hit[0]
                  && event instanceof TrainingEvent.StepFinished step
                  && step.step() >= 200) {
                hit[0] = true;
                Executors.kill(victim[0]);
              }
            });

    Executors.print("executor killed under dynamic allocation", run);
    assertThat(run.resumptions()).isNotEmpty();
    assertThat(run.resumptions().get(0).steps()).isGreaterThanOrEqualTo(200);
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
  }

  @Test
  @Tag("slow")
  void moreWorkersThanExecutorsCome_itGoesOnWithThoseOrRefuses() {
    Lab three = lab(3);
    Lab patient = three.settings(three.settings().workerWait(Duration.ofSeconds(8)));

    Lab.Run run = patient.settings(patient.settings().minWorkers(1)).fit(spark);

    Executors.print("dynamic allocation, too few executors", run);
    assertThat(run.result().workers()).isEqualTo(2);
    assertThatThrownBy(() -> patient.settings(patient.settings().minWorkers(3)).fit(spark))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Set fewer workers or minWorkers");
  }
}
