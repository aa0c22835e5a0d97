package io.kindling.layers.format.onnx;

import io.kindling.graph.Node;
import io.kindling.graph.Op;

/**
 * How one operator is written.
 *
 * @param since returns the lowest operator set that can say what a node means
 * @param writer writes a node in the operator set of the file
 */
record NodeWriter<O extends Op>(Since<O> since, Writer<O> writer) {
  /** The lowest operator set for a node. */
  @FunctionalInterface
  interface Since<O extends Op> {
    int of(O op, Node node);
  }

  /** Adds attributes and further inputs to the message of a node. */
  @FunctionalInterface
  interface Writer<O extends Op> {
    void write(O op, NodeSink sink);
  }
}
