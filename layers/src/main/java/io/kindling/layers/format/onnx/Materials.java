package io.kindling.layers.format.onnx;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Op;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts what the file holds into the graph when a node first uses it, under names that fit. */
final class Materials {
  private static final int MOST_OUTPUTS = 8;

  private final GraphBuilder builder;
  private final Set<String> taken;
  private final Set<String> state;
  private final Map<String, Value> parameters = new HashMap<>();
  private final Map<Tensor, Value> constants = new HashMap<>();
  private final Map<Tensor, String> constantNames = new HashMap<>();
  private final Map<String, Tensor> weights = new LinkedHashMap<>();

  /**
   * Starts with an empty graph.
   *
   * @param reserved names of inputs and initializers, which no node may take
   * @param state names of weights that the file declares to be state
   */
  Materials(GraphBuilder builder, Set<String> reserved, Set<String> state) {
    this.builder = builder;
    this.taken = new HashSet<>(reserved);
    this.state = Set.copyOf(state);
  }

  GraphBuilder builder() {
    return builder;
  }

  /** Returns the numbers of the parameters that are in the graph, by name. */
  Map<String, Tensor> weights() {
    return weights;
  }

  Value value(Known known, Parameter.Role role) {
    if (known instanceof Known.Runtime runtime) {
      return runtime.value();
    }
    if (known instanceof Known.Weights found) {
      return parameters.computeIfAbsent(
          found.name(),
          name -> parameter(found, state.contains(name) ? Parameter.Role.STATE : role));
    }
    if (known instanceof Known.Fixed fixed) {
      return fixed.dependsOnBatch() ? fixed.live().get() : constant(fixed.at(0));
    }
    throw new IllegalStateException(
        "Materials: expected a value without problems, got " + known + ". List its problem.");
  }

  Value constant(Tensor tensor) {
    return constants.computeIfAbsent(
        tensor,
        t -> {
          String name = constantNames.get(t);
          return builder.constant(name == null ? free("constant") : name, t);
        });
  }

  /** Gives a constant the name that the file has for it, which is reserved. */
  void name(Tensor tensor, String name) {
    constantNames.put(tensor, name);
  }

  private Value parameter(Known.Weights found, Parameter.Role role) {
    found.tensor().ifPresent(tensor -> weights.put(found.name(), tensor));
    Initializer initializer =
        found
            .tensor()
            .map(Initializer::copyOf)
            .orElse(
                (parameter, random) -> {
                  throw new IllegalStateException(
                      "Parameter \""
                          + found.name()
                          + "\": expected weights, got an architecture without "
                          + "them. Set an initial model.");
                });
    return builder.parameter(
        new Parameter(new Value(found.name(), found.type()), role, initializer));
  }

  List<Value> apply(String wanted, Op op, List<Value> operands) {
    return builder.applyAll(free(wanted), op, operands);
  }

  private String free(String wanted) {
    String candidate = wanted;
    for (int i = 1; isTaken(candidate); i++) {
      candidate = wanted + "_" + i;
    }
    taken.add(candidate);
    return candidate;
  }

  /** A node's further outputs are named after it and must not meet a name of the file either. */
  private boolean isTaken(String candidate) {
    boolean found = taken.contains(candidate);
    for (int i = 1; i < MOST_OUTPUTS; i++) {
      found |= taken.contains(candidate + "." + i);
    }
    return found;
  }
}
