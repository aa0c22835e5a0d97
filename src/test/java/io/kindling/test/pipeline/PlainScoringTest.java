package io.kindling.test.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Tanh;
import io.kindling.ml.DeepClassificationModel;
import io.kindling.ml.DeepClassifier;
import io.kindling.tensor.Shape;
import io.kindling.test.support.OtherJvm;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark has trained and saved, a JVM without Spark scores the same. */
final class PlainScoringTest {
  private static final List<String> ABSENT = List.of("spark", "hadoop", "ml-api", "distributed");

  @TempDir Path folder;

  @Test
  void aJvmWithoutSpark_predictsTheSame() throws Exception {
    String path = folder.resolve("model").toString();
    StringBuilder expected = new StringBuilder();
    try (SparkSession spark = ScoreProgram.session()) {
      Dataset<Row> points =
          new VectorAssembler()
              .setInputCols(new String[] {"x", "y"})
              .setOutputCol("features")
              .transform(
                  spark
                      .range(600)
                      .selectExpr("id", "rand(1) * 4 - 2 AS x", "rand(2) * 4 - 2 AS y")
                      .selectExpr("id", "x", "y", "IF(x * x + y * y < 2, 1.0, 0.0) AS label"));
      DeepClassificationModel model =
          new DeepClassifier()
              .setNetwork(Network.sequential(Shape.of(2), Dense.of(8), Tanh.of(), Dense.of(2)))
              .setThresholds(new double[] {0.7, 0.3})
              .setEpochs(3)
              .setBatchSize(32)
              .setSeed(1)
              .fit(points);
      model.save(path);
      for (Row row :
          model
              .transform(PlainScoring.rows(spark))
              .orderBy("id")
              .select("prediction", "probability")
              .collectAsList()) {
        expected.append(PlainScoring.line(row.getDouble(0), row.<Vector>getAs(1).apply(1)));
      }
    }
    List<String> without =
        OtherJvm.classPath().stream()
            .filter(entry -> ABSENT.stream().noneMatch(entry::contains))
            .toList();

    OtherJvm.Outcome plain = OtherJvm.runAlone(PlainScoring.class.getName(), without, 120, path);

    assertThat(plain.status()).as(plain.errors()).isZero();
    assertThat(plain.output()).isEqualTo(expected + "no Spark\n");
  }
}
