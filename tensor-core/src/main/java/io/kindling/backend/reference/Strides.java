package io.kindling.backend.reference;

import io.kindling.tensor.Shape;

/** Steps, in elements, that map the indices of one shape into another memory. */
final class Strides {
  private Strides() {}

  /** Returns the steps through an operand along a broadcast result: 0 where it is stretched. */
  static long[] broadcast(Shape operand, Shape result) {
    long[] own = operand.strides();
    long[] strides = new long[result.rank()];
    int extra = result.rank() - operand.rank();
    for (int i = extra; i < strides.length; i++) {
      strides[i] = operand.dim(i - extra) == 1 ? 0 : own[i - extra];
    }
    return strides;
  }
}
