package io.kindling.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.GlobalAvgPool;
import io.kindling.layers.Layer;
import io.kindling.layers.Network;
import io.kindling.layers.example.QuantileLoss;
import io.kindling.layers.example.Residual;
import io.kindling.layers.example.Swish;
import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.loss.Loss;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ExampleTest {
  private static final Network NETWORK =
      Network.sequential(
          Shape.of(1, 4, 4),
          Conv2d.of(3, 3),
          new Residual(3).named("block"),
          new Swish(1.5),
          GlobalAvgPool.of(),
          Dense.of(2));

  private static final Loss LOSS = new QuantileLoss(0.9);

  @Test
  void ownLayersNameTheirParametersAndCrossBorders() {
    assertThat(NETWORK.graph().parameters())
        .extracting(Parameter::name)
        .containsExactly(
            "conv2d_1.weight",
            "conv2d_1.bias",
            "block.convolution.weight",
            "block.convolution.bias",
            "swish_1.slope",
            "dense_1.weight",
            "dense_1.bias");
    assertThat(Network.fromJson(NETWORK.toJson())).isEqualTo(NETWORK);
    JsonCodec codec = JsonCodec.standard();
    assertThat(codec.fromJson(codec.toJson(LOSS), Loss.class)).isEqualTo(LOSS);
  }

  @Test
  void ownLayersGetTheirGradientsForNothing() {
    GradientCheck.check(
        NETWORK.graph(),
        LOSS,
        3,
        plan -> plan.tensor(TrainingGraph.target(0)).set(3, -3, 4, -4, 5, -5),
        plan -> {
          Tensor output = plan.tensor("output");
          Tensor target = plan.tensor(TrainingGraph.target(0));
          Tensor weights = plan.tensor(TrainingGraph.ROW_WEIGHTS);
          double sum = 0;
          for (int i = 0; i < output.size(); i++) {
            double missing = target.getDouble(i) - output.getDouble(i);
            sum += weights.getDouble(i / 2) * Math.max(0.9 * missing, -0.1 * missing) / 2;
          }
          return sum;
        });
  }

  @Test
  void ownLossFindsTheQuantile() {
    TrainingGraph training =
        TrainingGraph.of(
            Network.sequential(Shape.of(1), Dense.of(1)).graph(), List.of(LOSS), Set.of());
    try (ReferenceBackend backend = new ReferenceBackend();
        Plan plan = backend.compile(training.graph(), CompileOptions.of(1000))) {
      Random random = new Random(2);
      for (int row = 0; row < 1000; row++) {
        plan.tensor(TrainingGraph.target(0)).setFloat(row, random.nextFloat());
        plan.tensor(TrainingGraph.ROW_WEIGHTS).setFloat(row, 1);
      }
      Tensor bias = plan.tensor("dense_1.bias");
      Tensor gradient = plan.tensor(TrainingGraph.update("dense_1.bias"));
      for (int step = 0; step < 200; step++) {
        plan.run();
        bias.setFloat(0, bias.getFloat(0) - 1e-4f * gradient.getFloat(0));
      }
      assertThat(bias.getDouble(0)).isCloseTo(0.9, Offset.offset(0.02));
    }
  }

  @Test
  void errorsNameTheOwnLayerThenTheOneInside() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.sequential(Shape.of(5), new Residual(5).named("block")))
        .withMessage(
            "Residual \"block\": Conv2d: expected input [batch, channels, height, width], got"
                + " [batch, 5]. Put a Reshape before it.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.sequential(Shape.of(3, 4, 4), new Residual(5)))
        .withMessageStartingWith("Residual \"residual_1\": ")
        .withMessageContaining("expected shapes that broadcast");
  }

  /** As in a notebook: a record that no provider knows. */
  record Twice() implements Layer {
    @Override
    public Value apply(GraphBuilder graph, List<Value> inputs) {
      return graph.add(inputs.get(0), inputs.get(0));
    }
  }

  @Test
  void anUnregisteredLayerIsRefusedUntilTheCodecKnowsIt() {
    Network network = Network.sequential(Shape.of(2), new Twice());
    assertThatIllegalArgumentException()
        .isThrownBy(network::toJson)
        .withMessageStartingWith(
            "JSON $.layers[0].layer: expected a registered type, got " + Twice.class.getName());
    JsonCodec codec = JsonCodec.standard().with(JsonTypes.none().with(Twice.class));
    assertThat(Network.fromJson(network.toJson(codec), codec)).isEqualTo(network);
  }
}
