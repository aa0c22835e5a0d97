package io.kindling.backend;

import io.kindling.graph.Node;
import io.kindling.tensor.Tensor;
import java.util.List;

/**
 * What a kernel is created from.
 *
 * @param inputs memory of the node's inputs, row-major, in order
 * @param outputs memory of the node's outputs, row-major, in order
 */
public record KernelContext(
    Node node, List<Tensor> inputs, List<Tensor> outputs, Collective collective) {
  /** Copies the lists. */
  public KernelContext {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Returns the memory of one input. */
  public Tensor input(int index) {
    return inputs.get(index);
  }

  /** Returns the memory of one output. */
  public Tensor output(int index) {
    return outputs.get(index);
  }

  /** Returns the memory of the first output. */
  public Tensor output() {
    return outputs.get(0);
  }
}
