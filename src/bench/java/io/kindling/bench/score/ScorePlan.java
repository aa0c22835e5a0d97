package io.kindling.bench.score;

import io.kindling.backend.Precision;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.network.BenchNetwork;
import io.kindling.graph.Graph;
import io.kindling.layers.format.onnx.OnnxWriter;
import io.kindling.training.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Our plan of a saved model as a contender. */
public final class ScorePlan {
  /** What rows are counted in. */
  public static final String UNIT = "images/s";

  private ScorePlan() {}

  /** Returns the contender, which knows no Spark. */
  public static Lane lane(String name, Path model, int batch, int threads, Precision precision) {
    List<String> command =
        JavaCommand.of(
            ScoreProgram.class,
            model.toString(),
            Integer.toString(batch),
            Integer.toString(threads),
            precision.text());
    return new Lane(new ProcessContender(name, command, Map.of()), UNIT);
  }

  /** Writes a network with first weights as the file that a saved model holds. */
  public static Path write(BenchNetwork network, Path folder) {
    Graph graph = network.network().graph();
    try (Parameters weights = Parameters.initialize(graph, 1)) {
      byte[] bytes = OnnxWriter.plain().write(graph, weights.views());
      return Files.write(folder.resolve("model.onnx"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
