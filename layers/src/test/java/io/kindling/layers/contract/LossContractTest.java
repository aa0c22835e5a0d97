package io.kindling.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.autodiff.Gradients;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.loss.BinaryCrossEntropy;
import io.kindling.layers.loss.Huber;
import io.kindling.layers.loss.Loss;
import io.kindling.layers.loss.LossTypes;
import io.kindling.layers.loss.MeanAbsoluteError;
import io.kindling.layers.loss.MeanSquaredError;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossContractTest {
  /**
   * One row of the contract.
   *
   * @param output a shape of rows that the loss takes
   * @param target the type of the targets that belong to it
   * @param bad an output that the loss refuses
   */
  record Row(Loss loss, Type output, Type target, Type bad) {}

  static List<Row> rows() {
    Type scores = Type.float32(-1, 5, 3);
    Type scalar = Type.float32();
    Type whole = new Type(DataType.INT64, Shape.batched(3));
    return List.of(
        new Row(
            SoftmaxCrossEntropy.of(),
            scores,
            new Type(DataType.INT64, Shape.batched(3)),
            Type.float32(-1)),
        new Row(BinaryCrossEntropy.of(), scores, scores, scalar),
        new Row(MeanSquaredError.of(), scores, scores, whole),
        new Row(MeanAbsoluteError.of(), scores, scores, Type.float32(3, 2)),
        new Row(Huber.of().delta(0.5), scores, scores, scalar));
  }

  static Stream<JsonNode> golden() {
    return Golden.cases("loss/losses.json");
  }

  @Test
  void everyLossHasARowANameAndGoldenValues() {
    List<Class<?>> losses = Records.besides(Loss.class, Loss.class);
    assertThat(rows().stream().<Class<?>>map(row -> row.loss().getClass()))
        .containsExactlyInAnyOrderElementsOf(losses);
    assertThat(Records.registered(new LossTypes().types(), Loss.class))
        .containsExactlyInAnyOrderElementsOf(losses);
    assertThat(golden().map(c -> c.path("loss").path("type").textValue()).distinct())
        .containsExactlyInAnyOrderElementsOf(losses.stream().map(Class::getSimpleName).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isTheSameAfterJson(Row row) {
    JsonCodec codec = JsonCodec.standard();
    assertThat(codec.fromJson(codec.toJson(row.loss()), Loss.class)).isEqualTo(row.loss());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void saysWhatTargetsItTakes(Row row) {
    assertThat(row.loss().target(row.output())).isEqualTo(row.target());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row.loss().target(row.bad()))
        .withMessageStartingWith(
            row.loss().getClass().getSimpleName() + ": expected output FLOAT32")
        .withMessageContaining(", got " + row.bad() + ". End the network with");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void agreesWithPyTorch(JsonNode golden) {
    Loss loss = JsonCodec.standard().fromJson(golden.path("loss").toString(), Loss.class);
    long[] dims = Golden.longs(golden.path("shape"));
    int batch = (int) dims[0];
    GraphBuilder builder = GraphBuilder.named("loss");
    Value output = builder.input("output", new Type(DataType.FLOAT32, Shape.of(dims).with(0, -1)));
    Value target = builder.input("target", loss.target(output.type()));
    Value weights = builder.input("weights", Type.float32(-1));
    Value rows = loss.apply(builder, output, target);
    assertThat(rows.type()).isEqualTo(Type.float32(-1));
    Value sum = builder.reduceSum(builder.mul(rows, weights), false, 0);
    builder.output("losses", rows);
    builder.output("gradient", Gradients.of(builder, sum, List.of(output)).get(output));
    try (ReferenceBackend backend = new ReferenceBackend();
        Plan plan = backend.compile(builder.build(), CompileOptions.of(batch))) {
      assertThat(plan.tensor("target").shape())
          .isEqualTo(Shape.of(Golden.longs(golden.path("targetShape"))));
      Golden.fill(plan.tensor("output"), golden.path("output"));
      Golden.fill(plan.tensor("target"), golden.path("target"));
      for (int row = 0; row < batch; row++) {
        plan.tensor("weights").setFloat(row, row + 1);
      }
      plan.run();
      close(plan.tensor("losses"), golden.path("losses"), 1e-6);
      close(plan.tensor("gradient"), golden.path("gradient"), 1e-6);
    }
  }

  /** Asserts a small error relative to each number, or to 1e-7 where it is next to nothing. */
  private static void close(Tensor actual, JsonNode expected, double tolerance) {
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      double wanted = expected.get(i).doubleValue();
      assertThat(actual.getDouble(i))
          .as("element %d of %s, expected %s", i, actual.shape(), wanted)
          .isBetween(
              wanted - tolerance * (Math.abs(wanted) + 0.1),
              wanted + tolerance * (Math.abs(wanted) + 0.1));
    }
  }

  @Test
  void keepsTheDigitsOfSmallLosses() {
    double wanted = Math.log1p(Math.exp(-15));
    GraphBuilder builder = GraphBuilder.named("loss");
    Value output = builder.input("output", Type.float32(-1));
    Value target = builder.input("target", Type.float32(-1));
    builder.output("losses", BinaryCrossEntropy.of().apply(builder, output, target));
    try (ReferenceBackend backend = new ReferenceBackend();
        Plan plan = backend.compile(builder.build(), CompileOptions.of(2))) {
      plan.tensor("output").set(15, -15);
      plan.tensor("target").set(1, 0);
      plan.run();
      for (float loss : plan.tensor("losses").toFloats()) {
        assertThat(loss / wanted).isBetween(1 - 1e-6, 1 + 1e-6);
      }
    }
  }

  @Test
  void huberRefusesADeltaThatIsNotPositive() {
    for (double delta : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Huber.of().delta(delta))
          .withMessage(
              "Huber: expected a positive delta, got " + delta + ". Use 1 for the usual one.");
    }
  }
}
