package io.kindling.layers.format.onnx;

import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.layers.format.onnx.proto.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds which inputs of a graph a value is computed from. */
final class Origins {
  private final GraphProto graph;

  Origins(GraphProto graph) {
    this.graph = graph;
  }

  /** Returns the names of the graph inputs that lead to a value. */
  Set<String> of(String value) {
    Map<String, NodeProto> makers = new HashMap<>();
    graph.getNodeList().forEach(n -> n.getOutputList().forEach(o -> makers.putIfAbsent(o, n)));
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(value);
    while (!open.isEmpty()) {
      String name = open.remove();
      NodeProto maker = makers.get(name);
      if (seen.add(name) && maker != null) {
        open.addAll(maker.getInputList());
      }
    }
    Set<String> inputs = new TreeSet<>();
    graph.getInputList().stream()
        .map(ValueInfoProto::getName)
        .filter(seen::contains)
        .forEach(inputs::add);
    return inputs;
  }
}
