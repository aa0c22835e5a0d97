package io.kindling.ml;

import io.kindling.layers.Network;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxModel;
import io.kindling.layers.format.onnx.OnnxReader;
import java.nio.file.Path;
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
    Path file = ModelFiles.local(path, session);
    OnnxModel model = OnnxReader.defaults().read(file);
    List<FormatProblem> problems = model.fixedBatchProblems();
    if (!problems.isEmpty()) {
      throw ModelFormatException.of(path, problems);
    }
    return FittedNetwork.of(
        Network.of(model.graph()), model.weights(), TrainingSummary.untrained("from a file"));
  }
}
