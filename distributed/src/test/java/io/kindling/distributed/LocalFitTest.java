package io.kindling.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.training.TrainingEvent;
import io.kindling.training.TrainingResult;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits in one JVM. */
final class LocalFitTest {
  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.cores(3);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void oneWorker_trainsAndReportsEveryStep() {
    Lab.Run run = Lab.standard().fit(spark);

    assertThat(run.result().workers()).isEqualTo(1);
    assertThat(run.result().outcome().outcome()).isEqualTo(TrainingResult.Outcome.COMPLETED);
    assertThat(run.result().outcome().steps()).isEqualTo(56);
    assertThat(run.losses()).hasSize(56);
    assertThat(run.losses().get(55)).isLessThan(0.7 * run.losses().get(0));
    assertThat(run.events().stream().filter(TrainingEvent.EpochFinished.class::isInstance))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void severalWorkers_endWhereOneDoes(int workers) {
    Lab.Run one = Lab.standard().workers(1).fit(spark);
    Lab.Run several = Lab.standard().workers(workers).fit(spark);

    assertThat(several.result().digests()).hasSize(workers);
    assertThat(several.result().digests().stream().distinct()).hasSize(1);
    assertThat(one.distance(several)).isLessThan(1e-5);
  }

  @Test
  void validationRows_areScoredByAllWorkers() {
    Lab lab = Lab.standard();
    List<byte[]> rows = lab.rows(1_203);
    Lab.Run[] runs = new Lab.Run[2];
    for (int workers = 1; workers <= 2; workers++) {
      runs[workers - 1] =
          lab.workers(workers)
              .fit(
                  spark,
                  Lab.partitions(spark, rows.subList(0, 1_003), 1_003),
                  Optional.of(Lab.partitions(spark, rows.subList(1_003, 1_203), 150, 0, 50)));
    }

    TrainingEvent.EpochFinished one = last(runs[0]);
    TrainingEvent.EpochFinished two = last(runs[1]);
    assertThat(one.metrics()).containsKeys("validation_loss", "validation_accuracy");
    assertThat(two.metrics().get("validation_accuracy"))
        .isEqualTo(one.metrics().get("validation_accuracy"));
    assertThat(
            Math.abs(two.metrics().get("validation_loss") - one.metrics().get("validation_loss")))
        .isLessThan(1e-4);
  }

  private static TrainingEvent.EpochFinished last(Lab.Run run) {
    return run.events().stream()
        .filter(TrainingEvent.EpochFinished.class::isInstance)
        .map(TrainingEvent.EpochFinished.class::cast)
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
