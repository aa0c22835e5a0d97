package io.kindling.layers.format.onnx;

import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The name of every value in a file: inputs and parameters keep theirs, results that are outputs of
 * the graph are called as the outputs are, and all others keep theirs as far as they are free.
 */
final class FileNames {
  private final Graph graph;
  private final Map<Value, String> names = new HashMap<>();
  private final Map<String, Value> copies = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  FileNames(Graph graph) {
    this.graph = graph;
    graph.inputs().forEach(v -> keep(v, v.name()));
    graph.parameters().stream().map(Parameter::value).forEach(v -> keep(v, v.name()));
    Set<Value> results = new HashSet<>();
    graph.nodes().forEach(n -> results.addAll(n.outputs()));
    taken.addAll(graph.outputs().keySet());
    graph
        .outputs()
        .forEach(
            (name, value) -> {
              if (results.contains(value) && !names.containsKey(value)) {
                names.put(value, name);
              } else if (!name.equals(names.get(value))) {
                copies.put(name, value);
              }
            });
    graph.constants().forEach(c -> names.computeIfAbsent(c.value(), v -> fresh(v.name())));
    for (Node node : graph.nodes()) {
      node.outputs().forEach(value -> names.computeIfAbsent(value, v -> fresh(v.name())));
    }
  }

  private void keep(Value value, String name) {
    names.put(value, name);
    taken.add(name);
  }

  /** Returns the outputs that need a node of their own, which copies a value. */
  Map<String, Value> copies() {
    return copies;
  }

  String of(Value value) {
    String name = names.get(value);
    if (name == null) {
      throw new IllegalArgumentException(
          "OnnxWriter: expected values of graph "
              + graph.name()
              + ", got "
              + value
              + ". Build the graph with GraphBuilder.");
    }
    return name;
  }

  /** Returns whether a node reads a value, or the graph gives it. */
  boolean isUsed(Value value) {
    return graph.outputs().containsValue(value)
        || graph.nodes().stream().anyMatch(node -> node.inputs().contains(value));
  }

  /** Returns a name that is not in use yet. */
  String fresh(String wanted) {
    String candidate = wanted;
    for (int i = 1; !taken.add(candidate); i++) {
      candidate = wanted + "_" + i;
    }
    return candidate;
  }

  /** Returns the name of an input whose first dimension is the batch. */
  String batched() {
    return graph.inputs().stream()
        .filter(v -> v.shape().rank() > 0 && v.shape().dim(0) == Shape.BATCH)
        .findFirst()
        .map(Value::name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "OnnxWriter: expected an input [batch, ...], got "
                        + graph.inputs()
                        + ". Give the graph one."));
  }
}
