package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.Lab;
import io.kindling.distributed.LaunchMode;
import io.kindling.layers.optimizer.Adam;
import io.kindling.test.support.SparkHome;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** N executors compute what one does; 1,003 weighted rows, batches of 37, 56 steps. */
final class ClusterFitTest {
  private static SparkSession session;
  private static JavaSparkContext spark;
  private static Lab.Run one;

  @BeforeAll
  static void start() {
    session = SparkHome.localCluster(3, 1, 1024).getOrCreate();
    spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    one = Lab.standard().workers(1).fit(spark);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void momentum_endsWithinOneHundredThousandth(int workers) {
    Lab.Run several = Lab.standard().workers(workers).fit(spark);

    assertThat(several.result().digests()).hasSize(workers);
    assertThat(several.result().digests().stream().distinct()).as("bitwise").hasSize(1);
    assertThat(several.losses()).hasSize(56);
    assertThat(one.distance(several)).isLessThan(1e-5);
  }

  @Test
  void adam_losesWithinOneTenThousandth() {
    Lab lab = Lab.standard().optimizer(Adam.of(), 0.003);
    Lab.Run alone = lab.workers(1).fit(spark);
    for (int workers = 2; workers <= 3; workers++) {
      Lab.Run several = lab.workers(workers).fit(spark);
      for (int step = 0; step < alone.losses().size(); step++) {
        assertThat(Math.abs(several.losses().get(step) - alone.losses().get(step)))
            .as("%d workers, step %d", workers, step)
            .isLessThan(1e-4);
      }
    }
  }

  @Test
  void statisticsOfEachWorker_wouldBeNoticed() {
    Lab local = Lab.standard().localStatistics();

    assertThat(local.workers(1).fit(spark).distance(local.workers(3).fit(spark)))
        .isGreaterThan(1e-3);
  }

  @Test
  void twoRuns_areBitwiseEqualHoweverTheRowsCome() {
    Lab lab = Lab.standard().workers(3);
    Lab.Run first = lab.fit(spark);
    Lab.Run again = lab.fit(spark);
    Lab.Run otherwise =
        lab.fit(spark, Lab.partitions(spark, lab.rows(Lab.ROWS), 300, 3, 0, 700), Optional.empty());

    assertThat(bits(again)).isEqualTo(bits(first));
    assertThat(bits(otherwise)).isEqualTo(bits(first));
    assertThat(otherwise.losses()).isEqualTo(first.losses());
    assertThat(spark.getPersistentRDDs()).isEmpty();
  }

  @Test
  void workersOfAnOrdinaryStage_computeTheSame() {
    Lab together = Lab.standard().workers(3);
    Lab oneByOne = together.settings(together.settings().launchMode(LaunchMode.RENDEZVOUS));

    assertThat(bits(oneByOne.fit(spark))).isEqualTo(bits(together.fit(spark)));
    assertThat(spark.getPersistentRDDs()).isEmpty();
  }

  @Test
  void barrierUnderDynamicAllocation_isRefusedWithTheSetting() {
    Lab lab = Lab.standard().workers(2);
    spark.sc().conf().set("spark.dynamicAllocation.enabled", "true");
    try {
      assertThatThrownBy(
              () -> lab.settings(lab.settings().launchMode(LaunchMode.BARRIER)).fit(spark))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("spark.dynamicAllocation.enabled=false");
    } finally {
      spark.sc().conf().remove("spark.dynamicAllocation.enabled");
    }
  }

  @Test
  void byDefault_everySlotIsAWorker() {
    Lab.Run run = Lab.standard().fit(spark);

    assertThat(run.result().workers()).isEqualTo(3);
    assertThat(run.result().threads()).isEqualTo(1);
  }

  private static int[] bits(Lab.Run run) {
    int[] bits = new int[run.parameters().length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(run.parameters()[i]));
    return bits;
  }
}
