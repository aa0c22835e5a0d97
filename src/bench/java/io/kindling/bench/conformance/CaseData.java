package io.kindling.bench.conformance;

import io.kindling.graph.Value;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxModel;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.layers.format.onnx.OnnxTensor;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A case with one of its data sets.
 *
 * @param feeds what each input of the network is fed with, by name; inputs that decide shapes are
 *     bound in the model and stand here no more
 * @param wanted what each output shall be, in order
 */
record CaseData(OnnxModel model, Map<String, Tensor> feeds, Map<String, Tensor> wanted) {
  /** Returns the folders with data of a case, in order. */
  static List<Path> sets(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("test_data_set_"))
          .sorted()
          .toList();
    }
  }

  /**
   * Reads a data set, and the model for it.
   *
   * @throws ModelFormatException when a file cannot be read
   * @throws NoSuchFileException when there is no data for an input or output
   */
  static CaseData read(Path folder, Path set) throws IOException {
    Path file = folder.resolve("model.onnx");
    Map<String, Path> inputs = new LinkedHashMap<>();
    List<String> names = OnnxReader.defaults().inputs(file);
    for (int i = 0; i < names.size(); i++) {
      inputs.put(names.get(i), set.resolve("input_" + i + ".pb"));
    }
    OnnxModel model = read(file, inputs);
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (Value input : model.graph().inputs()) {
      feeds.put(input.name(), data(Objects.requireNonNull(inputs.get(input.name())), input.name()));
    }
    Map<String, Tensor> wanted = new LinkedHashMap<>();
    for (String output : model.graph().outputs().keySet()) {
      wanted.put(output, data(set.resolve("output_" + wanted.size() + ".pb"), output));
    }
    return new CaseData(model, feeds, wanted);
  }

  private static Tensor data(Path path, String name) throws NoSuchFileException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException("expected data for " + name + ", got no " + path.getFileName());
    }
    return OnnxTensor.read(path).tensor();
  }

  /** Reads the model, binding the inputs that decide shapes one after another. */
  private static OnnxModel read(Path file, Map<String, Path> inputs) {
    Set<String> bound = new HashSet<>();
    OnnxReader reader = OnnxReader.defaults();
    while (true) {
      try {
        return reader.read(file);
      } catch (ModelFormatException e) {
        Map<String, Tensor> more = new HashMap<>();
        for (FormatProblem problem : e.problems()) {
          for (String name : problem.inputs()) {
            Path data = inputs.get(name);
            if (data != null && Files.exists(data) && bound.add(name)) {
              more.put(name, OnnxTensor.read(data).tensor());
            }
          }
        }
        if (more.isEmpty()) {
          throw e;
        }
        reader = reader.bind(more);
      }
    }
  }

  /** Returns the batch size of the data. */
  long batch() {
    return model.graph().inputs().stream()
        .filter(input -> !input.shape().isStatic())
        .map(input -> Objects.requireNonNull(feeds.get(input.name())).shape().dim(0))
        .findFirst()
        .orElse(1L);
  }
}
