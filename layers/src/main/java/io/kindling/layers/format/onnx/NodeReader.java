package io.kindling.layers.format.onnx;

import io.kindling.graph.Value;
import java.util.List;
import java.util.function.Function;

/** Adds what one operator of the standard means, in one range of its versions. */
@FunctionalInterface
interface NodeReader {
  /**
   * Returns what is known of the node's outputs.
   *
   * @throws Refusal when the use of the operator is not supported
   */
  List<Known> read(NodeScope node);

  /** Returns the reader of an operator with one output. */
  static NodeReader one(Function<NodeScope, Value> rule) {
    return node -> List.of(new Known.Runtime(rule.apply(node)));
  }

  /** Returns the reader of an operator with several outputs. */
  static NodeReader many(Function<NodeScope, List<Value>> rule) {
    return node -> rule.apply(node).stream().<Known>map(Known.Runtime::new).toList();
  }
}
