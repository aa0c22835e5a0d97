package io.kindling.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.graph.Type;
import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.metric.AreaUnderCurve;
import io.kindling.layers.metric.LossMetric;
import io.kindling.layers.metric.MeanAbsoluteErrorMetric;
import io.kindling.layers.metric.Metric;
import io.kindling.layers.metric.MetricTypes;
import io.kindling.layers.metric.RootMeanSquaredError;
import io.kindling.layers.metric.TopKAccuracy;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricContractTest {
  /**
   * One row of the contract.
   *
   * @param badOutput an output that does not fit the target; the good one where there is none
   */
  record Row(
      Metric metric, String name, boolean higher, Type output, Type target, Type badOutput) {}

  static List<Row> rows() {
    Type scores = Type.float32(-1, 5);
    Type labels = new Type(DataType.INT64, Shape.batched());
    Type column = Type.float32(-1, 1);
    return List.of(
        new Row(Accuracy.of(), "accuracy", true, scores, labels, Type.float32(-1, 5, 2)),
        new Row(
            TopKAccuracy.of(3),
            "top_3_accuracy",
            true,
            scores,
            labels,
            column.withDataType(DataType.INT64)),
        new Row(LossMetric.of(), "loss", false, scores, labels, scores),
        new Row(MeanAbsoluteErrorMetric.of(), "mae", false, column, column, scores),
        new Row(RootMeanSquaredError.of(), "rmse", false, column, column, scores),
        new Row(AreaUnderCurve.of().bins(100), "auc", true, column, labels, scores));
  }

  static Stream<JsonNode> golden() {
    return Golden.cases("metric/metrics.json");
  }

  @Test
  void everyMetricHasARowANameAndGoldenValues() {
    List<Class<?>> metrics = Records.besides(Metric.class, Metric.class);
    assertThat(rows().stream().<Class<?>>map(row -> row.metric().getClass()))
        .containsExactlyInAnyOrderElementsOf(metrics);
    assertThat(Records.registered(new MetricTypes().types(), Metric.class))
        .containsExactlyInAnyOrderElementsOf(metrics);
    assertThat(golden().map(c -> c.path("metric").path("type").textValue()).distinct())
        .containsExactlyInAnyOrderElementsOf(metrics.stream().map(Class::getSimpleName).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isTheSameAfterJsonAndSaysWhatItIs(Row row) {
    JsonCodec codec = JsonCodec.standard();
    assertThat(codec.fromJson(codec.toJson(row.metric()), Metric.class)).isEqualTo(row.metric());
    assertThat(row.metric().name()).isEqualTo(row.name());
    assertThat(row.metric().higherIsBetter()).isEqualTo(row.higher());
    assertThat(row.metric().needsRowLosses()).isEqualTo(row.metric() instanceof LossMetric);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void checksWhatItCanJudge(Row row) {
    row.metric().check(row.output(), row.target());
    if (!row.badOutput().equals(row.output())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> row.metric().check(row.badOutput(), row.target()))
          .withMessageStartingWith(row.metric().getClass().getSimpleName() + ": expected ")
          .withMessageEndingWith(
              ", got "
                  + row.badOutput()
                  + " and "
                  + row.target()
                  + ". Use a metric that fits the loss.");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isNotANumberWithoutRows(Row row) {
    assertThat(row.metric().value(new double[row.metric().size()])).isNaN();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithNumPyHoweverRowsAreDealt(JsonNode golden) {
    Metric metric = JsonCodec.standard().fromJson(golden.path("metric").toString(), Metric.class);
    DataType whole = golden.path("whole").booleanValue() ? DataType.INT64 : DataType.FLOAT32;
    Tensor output = Golden.tensor(golden.path("output"), golden.path("shape"), DataType.FLOAT32);
    Tensor target = Golden.tensor(golden.path("target"), golden.path("targetShape"), whole);
    int rows = (int) output.shape().dim(0);
    Tensor weights = Tensor.zeros(rows);
    Golden.fill(weights, golden.path("weights"));
    double wanted = golden.path("value").doubleValue();
    double[] all = new double[metric.size()];
    metric.accumulate(all, output, target, weights, rows);
    assertThat(metric.value(all)).isCloseTo(wanted, Offset.offset(1e-12));

    double[] sum = new double[metric.size()];
    for (int from = 0; from < rows; from += 3) {
      int count = Math.min(3, rows - from);
      double[] part = new double[metric.size()];
      metric.accumulate(
          part,
          filled(output, from, count),
          filled(target, from, count),
          filled(weights, from, count),
          count);
      Arrays.setAll(sum, i -> sum[i] + part[i]);
    }
    assertThat(metric.value(sum)).isCloseTo(wanted, Offset.offset(1e-12));
  }

  /** Returns rows with two more behind them, which must not count. */
  private static Tensor filled(Tensor tensor, int from, int count) {
    long row = tensor.size() / tensor.shape().dim(0);
    Tensor part = Tensor.zeros(tensor.type(), tensor.shape().with(0, count + 2));
    for (long i = 0; i < (count + 2) * row; i++) {
      part.setDouble(i, i < count * row ? tensor.getDouble(from * row + i) : 1);
    }
    return part;
  }

  @Test
  void nothingIsRightAboutNaN() {
    Tensor scores = Tensor.of(Shape.of(2, 2), Float.NaN, 0, 1, Float.NaN);
    Tensor labels = Tensor.ofLongs(0, 0);
    Tensor ones = Tensor.of(1, 1);
    assertThat(value(Accuracy.of(), scores, labels, ones)).isZero();
    assertThat(value(AreaUnderCurve.of(), scores, Tensor.ofLongs(0, 1), ones)).isNaN();
    assertThat(value(Accuracy.of(), Tensor.of(Float.NaN, 1), Tensor.of(0, 1), ones)).isEqualTo(0.5);
    assertThat(value(RootMeanSquaredError.of(), Tensor.of(Float.NaN, 1), Tensor.of(0, 1), ones))
        .isNaN();
  }

  @Test
  void infiniteScoresLieAtTheEndsOfTheCurve() {
    Tensor scores = Tensor.of(Float.NEGATIVE_INFINITY, 0, 1e30f, Float.POSITIVE_INFINITY);
    Tensor ones = Tensor.of(1, 1, 1, 1);
    assertThat(value(AreaUnderCurve.of(), scores, Tensor.ofLongs(0, 0, 0, 1), ones))
        .isCloseTo(1 - 0.5 / 3, Offset.offset(1e-12));
    assertThat(value(AreaUnderCurve.of(), scores, Tensor.ofLongs(1, 0, 0, 0), ones)).isZero();
  }

  private static double value(Metric metric, Tensor output, Tensor target, Tensor weights) {
    double[] sums = new double[metric.size()];
    metric.accumulate(sums, output, target, weights, (int) weights.size());
    return metric.value(sums);
  }

  @Test
  void refusesHyperParametersOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopKAccuracy.of(0))
        .withMessage("TopKAccuracy: expected k of 1 or more, got 0. Use 5 for the usual one.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AreaUnderCurve.of().bins(1))
        .withMessageStartingWith("AreaUnderCurve: expected 2 to 1048576 bins, got 1.");
  }
}
