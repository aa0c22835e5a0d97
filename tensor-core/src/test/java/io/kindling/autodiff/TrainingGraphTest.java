package io.kindling.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.contract.Golden;
import io.kindling.contract.TensorAssert;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Parameter;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.Abs;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingGraphTest {
  private static final Map<String, Golden> GOLDEN = Golden.read("/golden/training.txt");

  @Test
  void cnn_givesPyTorchsLossGradientsAndStatistics() {
    Golden golden = GOLDEN.get("cnn");
    Graph forward = Networks.cnn(false, 0);
    check(forward, List.of(new CrossEntropyRows()), golden, List.of("x", "target_0"));
  }

  @Test
  void cnn_synchronizedAlone_givesTheSame() {
    Golden golden = GOLDEN.get("cnn");
    Graph forward = Networks.cnn(true, 0);
    check(forward, List.of(new CrossEntropyRows()), golden, List.of("x", "target_0"));
  }

  @Test
  void twoHeads_addUpLossesAndGradients() {
    check(
        Networks.twoHeads(),
        List.of(new SquaredErrorRows(), new SquaredErrorRows()),
        GOLDEN.get("two_heads"),
        List.of("x", "target_0", "target_1"));
  }

  private static void check(
      Graph forward, List<RowLoss> losses, Golden golden, List<String> inputs) {
    TrainingGraph training = TrainingGraph.of(forward, losses, Set.of());
    long batch = golden.inputs().get(0).shape().dim(0);
    try (Plan plan = new ReferenceBackend().compile(training.graph(), CompileOptions.of(batch))) {
      int next = 0;
      for (String name : inputs) {
        plan.tensor(name).copyFrom(golden.inputs().get(next++));
      }
      plan.tensor(TrainingGraph.ROW_WEIGHTS).copyFrom(golden.inputs().get(next++));
      for (Parameter parameter : forward.parameters()) {
        plan.tensor(parameter.name()).copyFrom(golden.inputs().get(next++));
      }
      plan.run();
      close("loss", plan.tensor(TrainingGraph.LOSS_SUM), golden.outputs().get(0));
      close("weight", plan.tensor(TrainingGraph.WEIGHT_SUM), golden.outputs().get(1));
      assertThat(training.updates()).hasSize(golden.outputs().size() - 2);
      for (int i = 0; i < training.updates().size(); i++) {
        String name = training.updates().get(i).name();
        close(name, plan.tensor(TrainingGraph.update(name)), golden.outputs().get(i + 2));
      }
    }
  }

  private static void close(String what, Tensor actual, Tensor expected) {
    TensorAssert.assertClose(what, actual, expected, 1e-4, 1e-5);
  }

  @Test
  void frozen_parametersHaveNoUpdate() {
    TrainingGraph training =
        TrainingGraph.of(
            Networks.cnn(false, 0), List.of(new CrossEntropyRows()), Set.of("kernel", "bias"));
    assertThat(training.updates())
        .extracting(Parameter::name)
        .containsExactly("scale", "shift", "mean", "variance", "dense", "offset");
    // Nothing below the frozen layer is differentiated.
    assertThat(training.graph().nodes())
        .noneMatch(node -> node.op().type().startsWith("ConvWeight"))
        .noneMatch(node -> node.op().type().startsWith("ConvInput"));
  }

  @Test
  void frozen_unknownName_isRefused() {
    assertThatThrownBy(
            () ->
                TrainingGraph.of(
                    Networks.twoHeads(),
                    List.of(new SquaredErrorRows(), new SquaredErrorRows()),
                    Set.of("trnk")))
        .hasMessageContaining("got \"trnk\"")
        .hasMessageContaining("[trunk, left, right]");
  }

  @Test
  void losses_asManyAsOutputs() {
    assertThatThrownBy(
            () -> TrainingGraph.of(Networks.twoHeads(), List.of(new SquaredErrorRows()), Set.of()))
        .hasMessageContaining("expected one loss for each of [first, second], got 1");
  }

  @Test
  void parameterThatDoesNotMatter_hasZeroGradient() {
    GraphBuilder g = GraphBuilder.named("net");
    Value x = g.input("x", Type.float32(Shape.BATCH));
    g.parameter("unused", Shape.of(2), (parameter, random) -> {});
    g.output("y", g.apply(new Abs(), x));
    TrainingGraph training = TrainingGraph.of(g.build(), List.of(new SquaredErrorRows()), Set.of());
    try (Plan plan = new ReferenceBackend().compile(training.graph(), CompileOptions.of(3))) {
      plan.tensor(TrainingGraph.update("unused")).set(1, 1);
      plan.run();
      assertThat(plan.tensor(TrainingGraph.update("unused")).toFloats()).containsExactly(0, 0);
    }
  }
}
