package io.kindling.test.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.graph.Graph;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.layers.format.onnx.OnnxWriter;
import io.kindling.layers.format.onnx.WeightMemory;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than 2 GB of weights, which no message of the format can hold. */
@Tag("slow")
final class HugeModelTest {
  private static final int WIDTH = 35_000_000;

  @Test
  void weightsAboveTwoGigabytes_lieBesideTheModelAndComeBack(@TempDir Path folder)
      throws Exception {
    Graph graph =
        Network.sequential(Shape.of(8), Dense.of(WIDTH).bias(false), Dense.of(8).bias(false))
            .graph();
    ParameterLayout layout = ParameterLayout.of(graph);
    assertThat(layout.length() * Float.BYTES).isGreaterThan(Integer.MAX_VALUE);
    try (Parameters weights = Parameters.zeros(layout)) {
      mark(weights, 1);
      OnnxWriter.plain()
          .write(
              graph,
              weights.views(),
              "model.onnx",
              name -> Files.newOutputStream(folder.resolve(name)));
      assertThat(Files.size(folder.resolve("model.onnx"))).isLessThan(10_000);
      assertThat(Files.size(folder.resolve("model.onnx.data"))).isGreaterThan(Integer.MAX_VALUE);
      mark(weights, -1);

      Map<String, Tensor> read =
          OnnxReader.defaults()
              .into(WeightMemory.over(weights.views()))
              .read(folder.resolve("model.onnx"))
              .weights();

      assertThat(read.keySet()).isEqualTo(weights.views().keySet());
      float expected = 1;
      for (Tensor each : weights.views().values()) {
        assertThat(each.getFloat(0)).isEqualTo(expected++);
        assertThat(each.getFloat(each.size() / 2)).isEqualTo(expected++);
        assertThat(each.getFloat(each.size() - 1)).isEqualTo(expected++);
      }
    }
  }

  private static void mark(Parameters weights, float first) {
    float next = first;
    for (Tensor each : weights.views().values()) {
      each.setFloat(0, next++);
      each.setFloat(each.size() / 2, next++);
      each.setFloat(each.size() - 1, next++);
    }
  }
}
