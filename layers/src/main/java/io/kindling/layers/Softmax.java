package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/**
 * {@code y = e^x / sum e^x} along an axis, without overflow. Shapes: any with two axes or more.
 *
 * <p>{@link io.kindling.layers.loss.SoftmaxCrossEntropy} takes raw scores and needs no softmax
 * before it.
 *
 * @param axis the axis that is summed over, from 0 or from -1 backwards; not the batch. The last
 *     one by default, as in Keras; PyTorch has no default
 */
public record Softmax(int axis) implements Activation {
  /** Returns the layer over the last axis. */
  public static Softmax of() {
    return new Softmax(-1);
  }

  /** Returns this layer over another axis. */
  public Softmax axis(int other) {
    return new Softmax(other);
  }

  @Override
  public Value activate(GraphBuilder builder, Value input) {
    return builder.apply(
        new io.kindling.graph.op.Softmax(Inputs.rowAxis(this, input, axis)), input);
  }
}
