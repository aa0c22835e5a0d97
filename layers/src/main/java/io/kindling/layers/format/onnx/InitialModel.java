package io.kindling.layers.format.onnx;

import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * First weights of a network from a file that somebody trained before.
 *
 * @param weights the file's tensor for each parameter that fits, by name
 * @param problems all that does not fit, and all that cannot be read
 */
public record InitialModel(String file, Map<String, Tensor> weights, List<FormatProblem> problems) {
  /** Copies the collections. */
  public InitialModel {
    weights = Map.copyOf(weights);
    problems = List.copyOf(problems);
  }

  /**
   * Holds a file against a network: parameters are matched by name, and each must have one of the
   * same shape; operators that cannot be read and a fixed batch size are listed too.
   *
   * @throws ModelFormatException when the file holds no weights that can be read at all
   */
  public static InitialModel of(OnnxReader reader, Path file, Graph network) {
    Map<String, Tensor> found = reader.weights(file);
    List<FormatProblem> problems = new ArrayList<>();
    try {
      problems.addAll(reader.read(file).fixedBatchProblems());
    } catch (ModelFormatException e) {
      problems.addAll(e.problems());
    }
    Map<String, Tensor> matched = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters()) {
      Tensor tensor = found.get(parameter.name());
      if (tensor != null && fits(tensor, parameter.value())) {
        matched.put(parameter.name(), tensor);
      } else {
        problems.add(unmatched(parameter, tensor));
      }
    }
    for (String name : found.keySet()) {
      if (network.parameter(name).isEmpty()) {
        problems.add(unknown(name));
      }
    }
    return new InitialModel(file.toString(), matched, problems);
  }

  private static boolean fits(Tensor tensor, Value value) {
    return tensor.type() == value.dataType() && tensor.shape().equals(value.shape());
  }

  private static FormatProblem unmatched(Parameter parameter, @Nullable Tensor tensor) {
    return FormatProblem.of(
        FormatProblem.Kind.UNFIT,
        "Parameter \"" + parameter.name() + "\"",
        "expected "
            + parameter.value().type()
            + " in the file, got "
            + (tensor == null ? "none of that name" : tensor.type() + " " + tensor.shape())
            + ". Change the network, or rename the tensor.");
  }

  private static FormatProblem unknown(String name) {
    return FormatProblem.of(
        FormatProblem.Kind.UNFIT,
        "Initializer \"" + name + "\"",
        "expected a parameter of that name in the network, got none. Change the network, or rename "
            + "the tensor.");
  }

  /**
   * Returns the weights of all parameters.
   *
   * @throws ModelFormatException when there is a problem, listing all
   */
  public Map<String, Tensor> require() {
    if (!problems.isEmpty()) {
      throw ModelFormatException.of(file, problems);
    }
    return weights;
  }
}
