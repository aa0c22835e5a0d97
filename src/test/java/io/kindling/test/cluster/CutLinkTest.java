package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.distributed.Lab;
import io.kindling.test.support.NetworkHosts;
import io.kindling.test.support.StandaloneCluster;
import io.kindling.training.TrainingEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link between two hosts is cut and restored, while both reach driver and master. */
@Tag("slow")
final class CutLinkTest {
  @Test
  void linkCutBetweenTwoHostsThenRestored_trainingGoesOn(@TempDir Path folder) throws Exception {
    Optional<String> lacking = NetworkHosts.lacking();
    assumeTrue(lacking.isEmpty(), () -> "this machine lacks " + lacking.orElseThrow());
    Lab plain = Lab.standard().epochs(30).workers(2);
    Lab lab = plain.settings(plain.settings().silence(Duration.ofSeconds(6)));
    boolean[] hit = {false};
    try (NetworkHosts hosts = NetworkHosts.open(2);
        StandaloneCluster cluster = StandaloneCluster.start(hosts.driver(), folder)) {
      for (int host = 0; host < 2; host++) {
        cluster.worker(hosts.on(host), hosts.address(host), 1, 1024);
      }
      try (SparkSession session =
          cluster
              .session(1024)
              .config("spark.kindling.io.connectionCreationTimeout", "5s")
              .getOrCreate()) {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        Thread repair =
            new Thread(
                () -> {
                  pause(15_000);
                  hosts.cut(false);
                });
        Lab.Run undisturbed = lab.fit(spark);

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
                    hosts.cut(true);
                    repair.start();
                  }
                });

        Executors.print("link cut between two hosts, then restored", run);
        assertThat(run.resumptions()).isNotEmpty();
        assertThat(run.resumptions().get(0).steps()).isGreaterThanOrEqualTo(200);
        assertThat(run.bits()).isEqualTo(undisturbed.bits());
        assertThat(spark.getPersistentRDDs()).isEmpty();
        repair.join();
      }
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
