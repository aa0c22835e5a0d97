package io.kindling.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.layers.zoo.LeNet;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OnnxNetworkTest {
  private static final Graph GRAPH =
      Network.sequential(
              Shape.of(2, 6, 6),
              Conv2d.of(4, 3).padding(Padding.SAME).stride(2),
              BatchNorm.of().epsilon(0.01),
              LeakyRelu.of().alpha(0.1),
              Dropout.of(0.5),
              GlobalAvgPool.of(),
              Dense.of(3),
              Softmax.of())
          .graph();

  @Test
  void computesWhatTheGraphComputes() {
    Network network = Network.fromJson(Network.of(GRAPH).toJson());
    assertThat(network).isEqualTo(Network.of(GRAPH));
    Graph read = network.graph();
    assertThat(read.inputs()).isEqualTo(GRAPH.inputs());
    assertThat(read.outputs().keySet()).isEqualTo(GRAPH.outputs().keySet());
    assertThat(read.parameters()).hasSameSizeAs(GRAPH.parameters());
    for (Parameter parameter : GRAPH.parameters()) {
      Parameter found = read.parameter(parameter.name()).orElseThrow();
      assertThat(found.role()).isEqualTo(parameter.role());
      assertThat(found.value()).isEqualTo(parameter.value());
    }
    assertThat(outputs(read)).isEqualTo(outputs(GRAPH));
  }

  private static float[] outputs(Graph graph) {
    try (ReferenceBackend backend = new ReferenceBackend();
        Plan plan = backend.compile(graph, CompileOptions.of(2))) {
      for (Parameter parameter : GRAPH.parameters()) {
        parameter.initializer().initialize(plan.tensor(parameter.name()), new Random(5));
      }
      for (int i = 0; i < plan.tensor("input").size(); i++) {
        plan.tensor("input").setFloat(i, i % 7 - 3);
      }
      plan.run();
      return plan.tensor("output").toFloats();
    }
  }

  @Test
  void summaryShowsNodes() {
    assertThat(Network.of(LeNet.of().graph()).summary())
        .startsWith("Network \"lenet\"\n")
        .containsPattern("conv2d_2.Conv +Conv +\\S+ +\\[batch, 12, 8, 8] +1,812\n")
        .endsWith(
            "Parameters: 22,278 (89,112 bytes), of which 22,278 are trained and 0 are state\n");
  }

  @Test
  void weightsMustComeFromElsewhere() {
    Parameter parameter = Network.of(GRAPH).graph().parameters().get(0);
    Tensor tensor = Tensor.zeros(parameter.value().shape().dims());
    assertThatIllegalStateException()
        .isThrownBy(() -> parameter.initializer().initialize(tensor, new Random()))
        .withMessageContaining("Set an initial model.");
  }

  @Test
  void refusesOtherTextAndOtherBytes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.fromJson("{\"type\":\"Onnx\",\"model\":\"*\"}"))
        .withMessageStartingWith(
            "JSON $: OnnxNetwork: expected an ONNX model in base 64, got other text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.fromJson("{\"type\":\"Onnx\",\"model\":\"AAAA\"}"))
        .withMessageStartingWith("JSON $: OnnxNetwork: network: expected");
    String model = ((OnnxNetwork) Network.of(GRAPH)).model();
    String cut = model.substring(0, model.length() / 8 * 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.fromJson("{\"type\":\"Onnx\",\"model\":\"" + cut + "\"}"))
        .withMessageStartingWith("JSON $: OnnxNetwork: ");
  }

  @Test
  void refusesWhatAFileCannotSay() {
    Graph graph =
        Network.sequential(Shape.of(3), BatchNorm.of().synchronizedStatistics(true)).graph();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.of(graph))
        .withMessageStartingWith(
            "OnnxNetwork: expected operators of the standard, got synchronized statistics in"
                + " \"batch_norm_1.BatchNormalization\".");
  }
}
