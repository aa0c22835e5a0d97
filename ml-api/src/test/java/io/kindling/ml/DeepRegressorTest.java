package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Constant;
import io.kindling.layers.schedule.Exponential;
import io.kindling.ml.support.Toy;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DeepRegressorTest {
  private static Dataset<Row> data;

  @BeforeAll
  static void line() {
    UDF1<Vector, Double> line = x -> 3 * x.apply(0) - 2 * x.apply(1) + 1;
    data =
        Toy.points(200, 1)
            .withColumn(
                "label",
                functions.udf(line, DataTypes.DoubleType).apply(functions.col("features")));
  }

  private static DeepRegressor regressor() {
    return new DeepRegressor()
        .setNetwork(Toy.network(1, 16))
        .setEpochs(20)
        .setBatchSize(16)
        .setLearningRate(0.02)
        .setWorkers(1)
        .setThreads(1);
  }

  @Test
  void fit_learnsTheNumbers() {
    DeepRegressor regressor = regressor();
    DeepRegressionModel model = regressor.fit(data);
    Dataset<Row> scored = model.transform(data);

    assertThat(scored.schema()).isEqualTo(regressor.transformSchema(data.schema()));
    assertThat(scored.schema().apply("prediction").dataType()).isEqualTo(DataTypes.DoubleType);
    assertThat(new RegressionEvaluator().setMetricName("r2").evaluate(scored)).isGreaterThan(0.98);
    assertThat(model.summary().history().get(19).metric("rmse"))
        .as("%s", model.summary().history().get(19))
        .isPresent();
  }

  @Test
  void learningRate_multipliesASchedule() {
    DeepRegressor plain = regressor().setEpochs(1).setOptimizer(Sgd.of());
    DeepRegressionModel alone =
        plain.copy(new org.apache.spark.ml.param.ParamMap()).setLearningRate(0.01).fit(data);
    DeepRegressionModel product =
        plain
            .copy(new org.apache.spark.ml.param.ParamMap())
            .setSchedule(Constant.of(0.1))
            .setLearningRate(0.1)
            .fit(data);

    assertThat(product.summary().history().get(0).learningRate())
        .isCloseTo(0.01, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(product.tensor("dense_1.weight").toFloats())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(alone.tensor("dense_1.weight").toFloats());
  }

  @Test
  void schedule_setAloneGivesItsOwnRates() {
    DeepRegressor regressor =
        new DeepRegressor()
            .setNetwork(Toy.network(1, 4))
            .setEpochs(1)
            .setWorkers(1)
            .setBatchSize(200)
            .setSchedule(Exponential.of(0.25, 0.5));

    assertThat(regressor.fit(data).summary().history().get(0).learningRate()).isEqualTo(0.25);
  }

  @Test
  void divergence_isAnErrorWithStepAndRate() {
    DeepRegressor wild = regressor().setOptimizer(Sgd.of()).setLearningRate(1e30).setEpochs(3);

    assertThatThrownBy(() -> wild.fit(data))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("DeepRegressor")
        .hasMessageContaining("step")
        .hasMessageContaining("1.0E30");
  }

  @Test
  void divergenceAfterTheOnlyStepOfAnEpoch_isAnErrorToo() {
    DeepRegressor wild =
        regressor().setOptimizer(Sgd.of()).setLearningRate(1e20).setEpochs(3).setBatchSize(1000);

    assertThatThrownBy(() -> wild.fit(data))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in epoch 1 at step 1")
        .hasMessageContaining("Nothing had been learned");
  }

  @Test
  void laterDivergence_keepsTheBestAndSaysSo() {
    // Each epoch's rate is 1e4 times that of the one before.
    DeepRegressor wild =
        regressor().setOptimizer(Sgd.of()).setSchedule(Exponential.of(0.02, 1e4)).setEpochs(9);
    DeepRegressionModel model = wild.setLearningRate(1).fit(data);

    assertThat(model.summary().reason()).contains("The parameters of epoch 0, the best before");
    assertThat(new RegressionEvaluator().setMetricName("r2").evaluate(model.transform(data)))
        .isGreaterThan(0.5);
  }

  @Test
  void networkOfSeveralNumbers_isRefused() {
    assertThatThrownBy(() -> regressor().setNetwork(Toy.network(2, 4)).fit(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[batch, 1] or [batch]")
        .hasMessageContaining("DeepEstimator");
  }
}
