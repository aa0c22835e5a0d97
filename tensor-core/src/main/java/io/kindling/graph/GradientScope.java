package io.kindling.graph;

/** One node of a training graph while its gradient is added. */
public interface GradientScope {
  /** Returns the builder of the training graph. */
  GraphBuilder builder();

  /** Returns the node. */
  Node node();

  /** Returns an input of the node. */
  default Value input(int index) {
    return node().inputs().get(index);
  }

  /** Returns an output of the node. */
  default Value output(int index) {
    return node().outputs().get(index);
  }

  /** Returns the gradient of the loss with respect to output 0. */
  default Value outputGradient() {
    return outputGradient(0);
  }

  /** Returns the gradient with respect to an output; zeros where nothing flows back. */
  Value outputGradient(int index);

  /** Returns whether the gradient with respect to an input is needed. */
  boolean wants(int input);

  /** Sets the gradient with respect to an input; its shape must be the input's. */
  void set(int input, Value gradient);
}
