package io.kindling.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.loss.MeanSquaredError;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Constant;
import io.kindling.tensor.Shape;
import io.kindling.training.Compute;
import io.kindling.training.RowPacker;
import io.kindling.training.TrainingEvent;
import io.kindling.training.TrainingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row is trained on, and every validation row scored, once an epoch: under settings that
 * repeat tasks, want several cores for each, or make Spark wait before it places them.
 */
final class RowsOnceTest {
  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[6,3]")
                .setAppName("kindling-tests")
                .set("spark.task.cpus", "2")
                .set("spark.speculation", "true")
                .set("spark.speculation.interval", "20ms")
                .set("spark.speculation.multiplier", "1.01")
                .set("spark.task.maxFailures", "8")
                .set("spark.locality.wait", "2s")
                .set("spark.io.encryption.enabled", "true")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.ui.enabled", "false"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Lab lab(int rows) {
    TrainingSpec spec =
        TrainingSpec.of(MeanSquaredError.of(), Sgd.of(), Constant.of(1e-9))
            .metrics(new EachRowOnce(rows))
            .epochs(3)
            .batch(16)
            .seed(4)
            .compute(new Compute("auto", 0));
    return new Lab(
        Network.sequential(Shape.of(1), Dense.of(1)),
        spec,
        FitSettings.defaults().timeout(Duration.ofSeconds(60)));
  }

  private static JavaRDD<byte[]> numbered(Lab lab, int rows) {
    RowPacker packer = RowPacker.of(lab.format());
    List<byte[]> packed = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      // Rows of weight 0 are rows too; and the inputs are all alike.
      packer.begin(row % 5).set(0, 0, 1);
      packed.add(packer.set(1, 0, row).row());
    }
    return Lab.partitions(spark, packed, rows - 1, 0, 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1003", "2, 1003", "3, 1003", "3, 5", "3, 3"})
  void everyRow_comesOnceAnEpoch(int workers, int rows) {
    Lab lab = lab(rows).workers(workers);

    Lab.Run run = lab.fit(spark, numbered(lab, rows), Optional.of(numbered(lab, rows)));

    List<TrainingEvent.EpochFinished> epochs =
        run.events().stream()
            .filter(TrainingEvent.EpochFinished.class::isInstance)
            .map(TrainingEvent.EpochFinished.class::cast)
            .toList();
    assertThat(epochs).hasSize(3);
    for (TrainingEvent.EpochFinished epoch : epochs) {
      assertThat(epoch.metrics().get("rows_not_seen_once")).isEqualTo(0.0);
      assertThat(epoch.metrics().get("validation_rows_not_seen_once")).isEqualTo(0.0);
    }
    // The master has six slots for cores that the machine may not have.
    assertThat(run.result().threads())
        .isEqualTo(Math.min(6 / workers, Math.max(1, Processors.here().physical() / workers)));
    assertThat(run.result().digests()).hasSize(workers);
  }
}
