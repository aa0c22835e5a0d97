package io.kindling.layers.initializer;

import io.kindling.tensor.Shape;

/**
 * How many inputs feed one output of a layer and how many outputs one input feeds.
 *
 * <p>Weights are {@code [outputs, inputs]} for Dense and {@code [outputs, inputs / groups,
 * kernel...]} for convolutions: fan-in is the second dimension and fan-out the first, each times
 * the size of the kernel, as in PyTorch (and Keras, whose weights are laid out the other way). A
 * vector of n counts as n of both.
 */
record Fans(double in, double out) {
  static Fans of(Shape weights) {
    int rank = weights.rank();
    if (rank < 2) {
      return new Fans(weights.size(), weights.size());
    }
    double kernel = weights.size(2, rank);
    return new Fans(weights.dim(1) * kernel, weights.dim(0) * kernel);
  }
}
