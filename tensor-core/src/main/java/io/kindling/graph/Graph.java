package io.kindling.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable directed acyclic graph of operators; nodes stand in topological order.
 *
 * @param outputs name of each output, in order, and the value it gives
 */
public record Graph(
    String name,
    List<Value> inputs,
    Map<String, Value> outputs,
    List<Node> nodes,
    List<Parameter> parameters,
    List<Constant> constants) {
  /** Copies the collections. */
  public Graph {
    inputs = List.copyOf(inputs);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    nodes = List.copyOf(nodes);
    parameters = List.copyOf(parameters);
    constants = List.copyOf(constants);
  }

  /** Returns the input of a name. */
  public Optional<Value> input(String inputName) {
    return inputs.stream().filter(v -> v.name().equals(inputName)).findFirst();
  }

  /** Returns the parameter of a name. */
  public Optional<Parameter> parameter(String parameterName) {
    return parameters.stream().filter(p -> p.name().equals(parameterName)).findFirst();
  }

  /** Returns the constant behind a value. */
  public Optional<Constant> constant(Value value) {
    return constants.stream().filter(c -> c.value().equals(value)).findFirst();
  }

  /** Returns the trainable parameters in order. */
  public List<Parameter> trainable() {
    return parameters.stream().filter(p -> p.role() == Parameter.Role.TRAINABLE).toList();
  }
}
