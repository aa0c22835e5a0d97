package io.kindling.test.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.loss.MeanSquaredError;
import io.kindling.ml.DeepClassifier;
import io.kindling.ml.DeepEstimator;
import io.kindling.ml.DeepRegressor;
import io.kindling.tensor.Shape;
import io.kindling.test.support.OtherJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimators, models and a Pipeline are the same stages in another JVM. */
final class SavedStagesTest {
  @TempDir Path folder;

  @Test
  void anotherJvm_loadsEveryStage() throws Exception {
    try (SparkSession spark = ScoreProgram.session()) {
      String path = folder.resolve("rows").toString();
      spark
          .range(20)
          .selectExpr("id", "array(float(id), 1.0) as features", "id % 2 as label")
          .write()
          .parquet(path);
      Dataset<Row> rows = spark.read().parquet(path);
      List<String> arguments = new ArrayList<>(List.of(path));
      StringBuilder expected = new StringBuilder();
      List<PipelineStage> stages = stages(rows);
      for (int i = 0; i < stages.size(); i++) {
        PipelineStage stage = stages.get(i);
        String saved = folder.resolve("stage" + i).toString();
        ((MLWritable) stage).save(saved);
        arguments.addAll(List.of(stage.getClass().getName(), saved));
        expected.append(StageProgram.text(stage, rows));
      }

      OtherJvm.Outcome other =
          OtherJvm.run(StageProgram.class, 240, arguments.toArray(String[]::new));

      assertThat(other.status()).as(other.errors()).isZero();
      assertThat(other.output()).isEqualTo(expected.toString());
    }
  }

  private static List<PipelineStage> stages(Dataset<Row> rows) {
    DeepClassifier classifier =
        new DeepClassifier().setNetwork(network(2)).setEpochs(2).setWorkers(1).setSeed(3);
    DeepRegressor regressor =
        new DeepRegressor().setNetwork(network(1)).setEpochs(2).setWorkers(1).setPatience(1);
    DeepEstimator estimator =
        new DeepEstimator()
            .setNetwork(network(1))
            .setInputCols("features")
            .setTargetCols("label")
            .setOutputCols("out")
            .setLosses(MeanSquaredError.of())
            .setEpochs(1)
            .setWorkers(1);
    return List.of(
        classifier,
        classifier.fit(rows),
        regressor,
        regressor.fit(rows),
        estimator,
        estimator.fit(rows),
        new Pipeline().setStages(new PipelineStage[] {classifier}));
  }

  private static Network network(int outputs) {
    return Network.sequential(Shape.of(2), Dense.of(outputs));
  }
}
