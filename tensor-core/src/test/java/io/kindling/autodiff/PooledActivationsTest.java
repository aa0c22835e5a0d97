package io.kindling.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.Activation;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Clip;
import io.kindling.graph.op.Elu;
import io.kindling.graph.op.LeakyRelu;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Relu;
import io.kindling.graph.op.Sigmoid;
import io.kindling.graph.op.Tanh;
import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PooledActivationsTest {
  private static final Initializer NONE = (parameter, random) -> {};
  private static final Window OVERLAPPING = Window.of(3, 3).strides(2, 2).pads(1, 1, 1, 1);

  static Stream<Activation> activations() {
    return Stream.of(
        new Relu(), new Tanh(), new Sigmoid(), new LeakyRelu(0.1f), new Elu(0.5f), new Clip(-1, 1));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void gradientsAreTheSame_atTiesAndZeros(Activation activation) {
    Graph plain = gradients(activation, false);
    Graph rewritten = PooledActivations.rewrite(plain);
    assertThat(gradientShape(plain)).isEqualTo(Shape.batched(2, 5, 5));
    assertThat(gradientShape(rewritten)).isEqualTo(Shape.batched(2, 3, 3));
    // A place that two windows chose has its sum multiplied, or its products added.
    assertThat(run(rewritten)).containsExactly(run(plain), Offset.offset(1e-6f));
  }

  @Test
  void aSecondReaderOfTheActivationKeepsTheOrder() {
    Graph plain = gradients(new Tanh(), true);
    assertThat(PooledActivations.rewrite(plain).nodes()).isEqualTo(plain.nodes());
  }

  @Test
  void reluAfterBatchNormalizationStays() {
    TrainingGraph training =
        TrainingGraph.of(Networks.cnn(false, 0), List.of(new CrossEntropyRows()), Set.of());
    assertThat(training.graph().nodes()).anyMatch(n -> n.op() instanceof BatchNormalization);
    assertThat(gradientShape(training.graph())).isEqualTo(Shape.batched(4, 4, 4));
  }

  private static Graph gradients(Activation activation, boolean readTwice) {
    GraphBuilder g = GraphBuilder.named("pooled");
    Value x = g.parameter("x", Shape.of(1, 2, 5, 5), NONE);
    Value batch = g.input("b", Type.float32(Shape.BATCH, 2, 5, 5));
    Value y = g.apply(activation, g.add(batch, x));
    Value pooled = g.apply(MaxPool.of(OVERLAPPING), y);
    Value sum = g.reduceSum(g.mul(pooled, pooled), false, 0, 1, 2, 3);
    if (readTwice) {
      sum = g.add(sum, g.reduceSum(y, false, 0, 1, 2, 3));
    }
    Map<Value, Value> found = Gradients.of(g, sum, List.of(x));
    g.output("dx", found.get(x));
    return g.build();
  }

  private static Shape gradientShape(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof ActivationGradient)
        .map(node -> node.output().shape())
        .findFirst()
        .orElseThrow();
  }

  private static float[] run(Graph graph) {
    try (Plan plan = new ReferenceBackend().compile(graph, CompileOptions.of(2))) {
      Tensor x = plan.tensor("b");
      for (long i = 0; i < x.size(); i++) {
        // Many equal elements, zeros of both signs among them.
        x.setFloat(i, new float[] {-2, -0.5f, -0f, 0, 0.25f, 2, 2}[(int) (i * 5 % 7)]);
      }
      plan.tensor("x").clear();
      plan.run();
      return plan.tensor("dx").toFloats();
    }
  }
}
