package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.ml.support.Toy;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** How workers are started and watched; what a cluster makes of it is tested in src/test. */
final class ClusterParamsTest {
  private static DeepRegressor stage() {
    return new DeepRegressor()
        .setNetwork(Toy.network(1, 4))
        .setEpochs(2)
        .setWorkers(2)
        .setThreads(1);
  }

  @Test
  void workersOfAnOrdinaryStage_learnTheSame() {
    Dataset<Row> data = Toy.points(60, 1);

    float[] together = stage().fit(data).tensor("dense_1.weight").toFloats();
    DeepRegressor single =
        stage().setLaunchMode("rendezvous").setWorkerTimeout(30).setStepTimeout(60);

    assertThat(single.fit(data).tensor("dense_1.weight").toFloats()).isEqualTo(together);
  }

  @Test
  void whatCannotBe_isRefused() {
    assertThatThrownBy(() -> stage().setLaunchMode("one by one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rendezvous");
    assertThatThrownBy(() -> stage().setWorkerTimeout(1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stage().setStepTimeout(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
