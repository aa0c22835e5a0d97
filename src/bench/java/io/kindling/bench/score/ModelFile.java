package io.kindling.bench.score;

import io.kindling.bench.network.BenchNetwork;
import io.kindling.graph.Graph;
import io.kindling.layers.format.onnx.OnnxWriter;
import io.kindling.training.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A network as the file that a saved model holds, with first weights. */
final class ModelFile {
  private ModelFile() {}

  static Path write(BenchNetwork network, Path folder) {
    Graph graph = network.network().graph();
    try (Parameters weights = Parameters.initialize(graph, 1)) {
      byte[] bytes = OnnxWriter.plain().write(graph, weights.views());
      return Files.write(folder.resolve("model.onnx"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
