package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.Lab;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.ml.DeepClassifier;
import io.kindling.tensor.Shape;
import io.kindling.test.support.SparkHome;
import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits under the settings of careful clusters. */
final class SecureClusterFitTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void authenticationAndKryo_areServed(boolean encrypted) throws IOException {
    try (SparkSession session =
        SparkHome.localCluster(2, 1, 1024)
            .config("spark.authenticate", true)
            .config("spark.authenticate.secret", "of the application")
            .config("spark.network.crypto.enabled", encrypted)
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .config("spark.kryo.registrationRequired", true)
            .getOrCreate()) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());

      Lab.Run one = Lab.standard().workers(1).fit(spark);
      Lab.Run two = Lab.standard().workers(2).fit(spark);

      assertThat(two.result().digests()).hasSize(2);
      assertThat(one.distance(two)).isLessThan(1e-5);
      stages(session);
    }
  }

  /** What stages send and fetch themselves: the model, the scores, the report of invalid rows. */
  private static void stages(SparkSession session) {
    Dataset<Row> rows =
        session.range(40).selectExpr("array(float(id % 2), 1.0) as features", "id % 2 as label");
    DeepClassifier classifier =
        new DeepClassifier()
            .setNetwork(Network.sequential(Shape.of(2), Dense.of(2)))
            .setEpochs(20)
            .setLearningRate(0.1)
            .setWorkers(2);

    assertThat(classifier.fit(rows).transform(rows).filter("prediction = label").count())
        .isEqualTo(40);
    assertThatThrownBy(() -> classifier.fit(rows.withColumn("label", functions.lit(2))))
        .hasMessageContaining("a label beyond the network's outputs in 40 of 40 rows");
  }
}
