package io.kindling.graph;

import java.util.List;

/** One operator applied to values; its outputs are defined nowhere else. */
public record Node(String name, Op op, List<Value> inputs, List<Value> outputs) {
  /** Copies the lists. */
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Returns the only output that most operators have, or the first. */
  public Value output() {
    return outputs.get(0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Node node
        && name.equals(node.name)
        && op.equals(node.op)
        && inputs.equals(node.inputs)
        && outputs.equals(node.outputs);
  }

  /** The name alone, which is the node's own in its graph: plans look nodes up very often. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
