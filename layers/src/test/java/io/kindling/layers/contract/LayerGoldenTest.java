package io.kindling.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.layers.Embedding;
import io.kindling.layers.Input;
import io.kindling.layers.Layer;
import io.kindling.layers.Network;
import io.kindling.layers.NetworkBuilder;
import io.kindling.layers.json.JsonCodec;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerGoldenTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("layers.json");
  }

  @Test
  void everyLayerHasGoldenValues() {
    assertThat(golden().map(c -> c.path("layer").path("type").textValue()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Records.besides(Layer.class, Layer.class).stream().map(Class::getSimpleName).toList());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void givesWhatPyTorchGives(JsonNode golden) {
    Layer layer = JsonCodec.standard().fromJson(golden.path("layer").toString(), Layer.class);
    NetworkBuilder builder = Network.builder("golden");
    List<String> names = new ArrayList<>();
    for (JsonNode input : golden.path("inputs")) {
      Shape row = Shape.of(Golden.longs(input.path("shape"))).drop(0);
      String name = "input" + names.size();
      names.add(
          builder.input(
              layer instanceof Embedding ? Input.indices(name, row) : Input.of(name, row)));
    }
    Graph graph =
        builder
            .output("output", builder.add("it", layer, names.toArray(String[]::new)))
            .build()
            .graph();
    try (ReferenceBackend backend = new ReferenceBackend();
        Plan plan = backend.compile(graph, CompileOptions.of(2))) {
      assertThat(graph.parameters()).hasSameSizeAs(golden.path("parameters"));
      for (Parameter parameter : graph.parameters()) {
        fill(
            plan.tensor(parameter.name()),
            golden.path("parameters").path(parameter.name().replace("it.", "")));
      }
      for (int i = 0; i < names.size(); i++) {
        fill(plan.tensor(names.get(i)), golden.path("inputs").get(i));
      }
      plan.run();
      Tensor output = plan.tensor("output");
      assertThat(output.shape()).isEqualTo(shape(golden.path("output")));
      for (int i = 0; i < output.size(); i++) {
        double wanted = golden.path("output").path("values").get(i).doubleValue();
        double allowed = 1e-5 * (1 + Math.abs(wanted));
        assertThat(output.getDouble(i))
            .as("element %d of %s, expected %s", i, output.shape(), wanted)
            .isBetween(wanted - allowed, wanted + allowed);
      }
    }
  }

  private static void fill(Tensor tensor, JsonNode golden) {
    assertThat(tensor.shape()).isEqualTo(shape(golden));
    Golden.fill(tensor, golden.path("values"));
  }

  private static Shape shape(JsonNode golden) {
    return Shape.of(Golden.longs(golden.path("shape")));
  }
}
