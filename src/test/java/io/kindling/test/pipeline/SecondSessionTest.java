package io.kindling.test.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.ml.DeepRegressionModel;
import io.kindling.ml.DeepRegressor;
import io.kindling.tensor.Shape;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * A Spark context that stops deletes its local directories, from which the first fit of a JVM loads
 * native libraries; the next context of the same JVM computes with them all the same.
 */
final class SecondSessionTest {
  @Test
  void everyContextOfAJvm_computesOnOneDnn() throws Exception {
    for (int session = 0; session < 3; session++) {
      try (SparkSession spark = ScoreProgram.session()) {
        Dataset<Row> rows = spark.range(20).selectExpr("float(id) as features", "id % 2 as label");
        DeepRegressionModel model =
            new DeepRegressor()
                .setNetwork(Network.sequential(Shape.of(1), Dense.of(1)))
                .setBackend("onednn")
                .setEpochs(1)
                .fit(rows);

        assertThat(model.summary().toString()).contains("oneDNN");
        assertThat(model.transform(rows).where("prediction is not null").count()).isEqualTo(20);
      }
    }
  }
}
