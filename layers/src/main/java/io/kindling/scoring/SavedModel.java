package io.kindling.scoring;

import io.kindling.graph.Graph;
import io.kindling.graph.Value;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxModel;
import io.kindling.layers.format.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A network with its weights from a file, and what is known of the stage that it was saved as. */
record SavedModel(String name, OnnxModel model, Optional<StageMetadata> stage) {
  private static final String FILE = "model.onnx";
  private static final String STAGES = "stages";

  /**
   * Reads the folder of a saved stage, or an ONNX file.
   *
   * @throws ModelFormatException when it is neither, or cannot be used, listing all reasons
   */
  static SavedModel read(Path path) {
    Path file = Files.isDirectory(path) ? inside(path) : path;
    OnnxModel model = OnnxReader.defaults().read(file);
    List<FormatProblem> problems = model.fixedBatchProblems();
    if (!problems.isEmpty()) {
      throw ModelFormatException.of(file.toString(), problems);
    }
    return new SavedModel(path.toString(), model, StageMetadata.beside(file));
  }

  private static Path inside(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file)) {
      return file;
    }
    List<Path> stages = stages(folder.resolve(STAGES));
    throw ModelFormatException.malformed(
        folder.toString(),
        stages.isEmpty()
            ? "expected the folder of a saved model with " + FILE + ", got none. Check the path."
            : "expected the folder of one model, got that of a pipeline. Its models are "
                + stages
                + ".",
        null);
  }

  private static List<Path> stages(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(stage -> Files.isRegularFile(stage.resolve(FILE))).sorted().toList();
    } catch (IOException e) {
      throw ModelFormatException.malformed(
          folder.toString(), "expected a readable folder, got " + e + ". Check the path.", e);
    }
  }

  Graph graph() {
    return model.graph();
  }

  /** Returns whether the network has a single input and output of floats, rows first. */
  boolean isPlain() {
    return graph().inputs().size() == 1
        && graph().outputs().size() == 1
        && Columns.rowsOfFloats(input())
        && Columns.rowsOfFloats(output());
  }

  /** Returns the first input. */
  Value input() {
    return graph().inputs().get(0);
  }

  /** Returns the first output. */
  Value output() {
    return graph().outputs().values().iterator().next();
  }
}
