package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.ml.support.Toy;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PipelineTest {
  @TempDir Path folder;

  @Test
  void stockStages_standBeforeAndAfter() throws Exception {
    Dataset<Row> data = numbers();
    PipelineModel model = pipeline().fit(data);
    String path = folder.resolve("model").toString();
    model.save(path);

    Dataset<Row> scored = model.transform(data);
    double right = scored.filter("answer = name").count() / (double) scored.count();
    assertThat(right).isGreaterThan(0.97);
    assertThat(answers(PipelineModel.load(path), data)).isEqualTo(answers(model, data));
  }

  @Test
  void pipeline_isSavedBeforeItIsFitted() throws Exception {
    String path = folder.resolve("pipeline").toString();
    pipeline().save(path);

    Dataset<Row> data = numbers();
    assertThat(answers(Pipeline.load(path).fit(data), data))
        .isEqualTo(answers(pipeline().fit(data), data));
  }

  @Test
  void schema_isKnownBeforeFitting() {
    Dataset<Row> data = numbers();

    assertThat(pipeline().transformSchema(data.schema()).fieldNames())
        .endsWith("rawPrediction", "probability", "prediction", "answer");
  }

  private static List<String> answers(PipelineModel model, Dataset<Row> data) {
    return model
        .transform(data)
        .orderBy("id")
        .select("answer")
        .toJavaRDD()
        .map(r -> r.getString(0))
        .collect();
  }

  private static Dataset<Row> numbers() {
    Dataset<Row> points = Toy.points(240, 3);
    return points
        .withColumn("xy", functions.vector_to_array(points.col("features"), "float64"))
        .selectExpr("id", "xy[0] as x", "xy[1] as y", "name");
  }

  private static Pipeline pipeline() {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new StringIndexer().setInputCol("name").setOutputCol("label"),
              new VectorAssembler().setInputCols(new String[] {"x", "y"}).setOutputCol("raw"),
              new StandardScaler().setInputCol("raw").setOutputCol("features").setWithMean(true),
              Toy.classifier(),
              new IndexToString().setInputCol("prediction").setOutputCol("answer")
            });
  }
}
