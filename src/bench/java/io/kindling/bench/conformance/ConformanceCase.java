package io.kindling.bench.conformance;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.graph.Value;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxModel;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.layers.format.onnx.OnnxTensor;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One folder with {@code model.onnx} and {@code test_data_set_N/{input,output}_K.pb}.
 *
 * <p>Inputs are fed; those that decide shapes, which the network must know before it runs, are
 * bound while reading. The reader's rules alone say that a case is unsupported.
 */
record ConformanceCase(Path folder, Backend backend) {
  private static final Set<FormatProblem.Kind> RULES =
      Set.of(
          FormatProblem.Kind.OPERATOR,
          FormatProblem.Kind.VERSION,
          FormatProblem.Kind.ELEMENT_TYPE,
          FormatProblem.Kind.DIMENSION,
          FormatProblem.Kind.NOT_CONSTANT,
          FormatProblem.Kind.RANDOM);

  /** Runs all data sets of the case. */
  @SuppressWarnings("CatchingUnchecked") // Whatever breaks a case is its outcome, with its reason.
  Outcome run() {
    try {
      List<Path> sets = sets();
      if (sets.isEmpty()) {
        return Outcome.failed("expected test_data_set_0, got no data");
      }
      for (Path set : sets) {
        Outcome outcome = run(set);
        if (outcome.status() != Outcome.Status.PASSED) {
          return outcome;
        }
      }
      return Outcome.passed();
    } catch (ModelFormatException e) {
      return judge(e);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return Outcome.failed(e.toString());
    }
  }

  private static Outcome judge(ModelFormatException e) {
    Optional<FormatProblem> rule =
        e.problems().stream().filter(p -> RULES.contains(p.kind())).findFirst();
    return rule.isPresent()
        ? Outcome.unsupported(rule.get().toString())
        : Outcome.failed(String.valueOf(e.getMessage()));
  }

  private List<Path> sets() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("test_data_set_"))
          .sorted()
          .toList();
    }
  }

  private Outcome run(Path set) throws IOException {
    Path file = folder.resolve("model.onnx");
    Map<String, Path> inputs = new LinkedHashMap<>();
    List<String> names = OnnxReader.defaults().inputs(file);
    for (int i = 0; i < names.size(); i++) {
      Path input = set.resolve("input_" + i + ".pb");
      if (Files.exists(input)) {
        inputs.put(names.get(i), input);
      }
    }
    OnnxModel model = read(file, inputs);
    Graph graph = model.graph();
    Map<String, Tensor> feeds = new HashMap<>(model.weights());
    long batch = 1;
    for (Value input : graph.inputs()) {
      Path data = inputs.get(input.name());
      if (data == null) {
        return Outcome.failed("expected data for input " + input + ", got none");
      }
      Tensor tensor = OnnxTensor.read(data).tensor();
      if (!input.shape().isStatic()) {
        batch = tensor.shape().dim(0);
      }
      feeds.put(input.name(), tensor);
    }
    try (Plan plan = backend.compile(graph, CompileOptions.of(batch).bindings(feeds))) {
      plan.run();
      return compare(set, graph, plan);
    }
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
          problem.inputs().stream()
              .filter(name -> inputs.containsKey(name) && bound.add(name))
              .forEach(name -> more.put(name, tensor(inputs, name)));
        }
        if (more.isEmpty()) {
          throw e;
        }
        reader = reader.bind(more);
      }
    }
  }

  private static Tensor tensor(Map<String, Path> inputs, String name) {
    Path path = inputs.get(name);
    if (path == null) {
      throw new IllegalStateException("Conformance: expected an input, got \"" + name + "\".");
    }
    return OnnxTensor.read(path).tensor();
  }

  private static Outcome compare(Path set, Graph graph, Plan plan) {
    int index = 0;
    for (String output : graph.outputs().keySet()) {
      Path file = set.resolve("output_" + index++ + ".pb");
      if (!Files.exists(file)) {
        return Outcome.failed("expected data for output " + output + ", got none");
      }
      Optional<String> difference =
          Comparison.difference(output, OnnxTensor.read(file).tensor(), plan.tensor(output));
      if (difference.isPresent()) {
        return Outcome.failed(difference.get());
      }
    }
    return Outcome.passed();
  }
}
