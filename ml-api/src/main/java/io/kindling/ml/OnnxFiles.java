package io.kindling.ml;

import io.kindling.layers.Network;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxModel;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.layers.format.onnx.WeightMemory;
import io.kindling.tensor.Arena;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Networks of ONNX files that somebody else wrote. */
final class OnnxFiles {
  private OnnxFiles() {}

  /**
   * Reads a network with its numbers.
   *
   * @throws ModelFormatException when it cannot be used, listing all reasons
   */
  static FittedNetwork read(String path, SparkSession session) {
    try (Arena weights = Arena.open()) {
      OnnxModel model = model(path, session, weights);
      return FittedNetwork.of(
          Network.of(model.graph()), model.weights(), TrainingSummary.untrained("from a file"));
    }
  }

  /**
   * Reads a network without its numbers.
   *
   * @throws ModelFormatException when it cannot be used, listing all reasons
   */
  static Network network(String path, SparkSession session) {
    try (Arena weights = Arena.open()) {
      return Network.of(model(path, session, weights).graph());
    }
  }

  private static OnnxModel model(String path, SparkSession session, Arena weights) {
    try (LocalModel file = LocalModel.of(path, session)) {
      OnnxModel model = OnnxReader.defaults().into(WeightMemory.in(weights)).read(file.path());
      List<FormatProblem> problems = model.fixedBatchProblems();
      if (!problems.isEmpty()) {
        throw ModelFormatException.of(path, problems);
      }
      return model;
    }
  }
}
