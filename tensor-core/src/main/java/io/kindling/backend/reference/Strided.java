package io.kindling.backend.reference;

import io.kindling.tensor.Shape;

/** Maps the row-major index of one shape to an index of another memory through strides. */
record Strided(long[] dims, long[] strides) {
  /** Returns the map from a broadcast result to one of its operands. */
  static Strided broadcast(Shape operand, Shape result) {
    long[] own = operand.strides();
    long[] strides = new long[result.rank()];
    int extra = result.rank() - operand.rank();
    for (int i = extra; i < strides.length; i++) {
      strides[i] = operand.dim(i - extra) == 1 ? 0 : own[i - extra];
    }
    return new Strided(result.dims(), strides);
  }

  long at(long index) {
    long rest = index;
    long offset = 0;
    for (int i = dims.length - 1; i >= 0; i--) {
      offset += rest % dims[i] * strides[i];
      rest /= dims[i];
    }
    return offset;
  }
}
