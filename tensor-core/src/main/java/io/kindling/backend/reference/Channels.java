package io.kindling.backend.reference;

import io.kindling.tensor.Shape;

/**
 * How the elements of one channel lie in {@code [batch, channels, d...]}: one image a row.
 *
 * @param image room for one image
 */
record Channels(long rows, long count, double[] image) {
  static Channels of(Shape shape) {
    long channels = shape.rank() > 1 ? shape.dim(1) : 1;
    long size = shape.rank() > 2 ? shape.size(2, shape.rank()) : 1;
    return new Channels(shape.dim(0), channels, new double[Math.toIntExact(size)]);
  }

  /** Returns the index of the first element of a channel in a row. */
  long first(long row, long channel) {
    return (row * count + channel) * image.length;
  }

  /** Returns the number of elements of a channel. */
  long elements() {
    return rows * image.length;
  }

  /** Returns a sum over a channel divided by its number of elements, 0 without any. */
  double mean(double sum) {
    return elements() == 0 ? 0 : sum / elements();
  }
}
