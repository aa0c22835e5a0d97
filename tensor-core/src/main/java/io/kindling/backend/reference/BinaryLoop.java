package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.Binary;
import io.kindling.tensor.Tensor;

/** Binary operators: each operand is read through strides that are 0 along stretched axes. */
final class BinaryLoop {
  private BinaryLoop() {}

  static Kernel create(Binary op, KernelContext context) {
    Tensor a = context.input(0);
    Tensor b = context.input(1);
    Tensor y = context.output();
    Strided left = Strided.broadcast(a.shape(), y.shape());
    Strided right = Strided.broadcast(b.shape(), y.shape());
    if (y.type().isFloating() || b.type().isFloating()) {
      return () -> {
        for (long i = 0; i < y.size(); i++) {
          y.setDouble(i, op.apply(a.getDouble(left.at(i)), b.getDouble(right.at(i))));
        }
      };
    }
    return () -> {
      for (long i = 0; i < y.size(); i++) {
        y.setLong(i, op.apply(a.getLong(left.at(i)), b.getLong(right.at(i))));
      }
    };
  }
}
