package io.kindling.layers.format.onnx;

import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.ModelProto;
import io.kindling.layers.format.onnx.proto.NodeProto;
import java.util.stream.Stream;

/** Holds a file against the limits on its size, before anything is done with it. */
final class Names {
  private Names() {}

  static void require(ModelProto model, OnnxLimits limits) {
    GraphProto graph = model.getGraph();
    if (graph.getNodeCount() > limits.nodes()) {
      throw Refusal.malformed(
          "expected at most "
              + limits.nodes()
              + " nodes, got "
              + graph.getNodeCount()
              + ". Raise the limit.");
    }
    if (graph.getSparseInitializerCount() > 0) {
      throw Refusal.operator("expected dense weights, got sparse ones. Save them as dense.");
    }
    Stream<String> values =
        Stream.of(
                graph.getInitializerList().stream().map(t -> t.getName()),
                graph.getInputList().stream().map(v -> v.getName()),
                graph.getOutputList().stream().map(v -> v.getName()),
                graph.getNodeList().stream().flatMap(Names::of),
                Stream.of(graph.getName()))
            .flatMap(names -> names);
    values
        .filter(name -> name.length() > limits.names())
        .findFirst()
        .ifPresent(
            name -> {
              throw Refusal.malformed(
                  "expected names of at most "
                      + limits.names()
                      + " characters, got one of "
                      + name.length()
                      + ". Rename it.");
            });
  }

  private static Stream<String> of(NodeProto node) {
    return Stream.of(
            Stream.of(node.getName(), node.getOpType(), node.getDomain()),
            node.getInputList().stream(),
            node.getOutputList().stream(),
            node.getAttributeList().stream().map(a -> a.getName()))
        .flatMap(names -> names);
  }
}
