package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.Unary;
import io.kindling.tensor.Tensor;

/** Operators on one tensor, element by element, and the gradients of activations. */
final class UnaryLoop {
  private UnaryLoop() {}

  static Kernel create(Unary op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    if (!x.type().isFloating()) {
      return () -> {
        for (long i = 0; i < x.size(); i++) {
          y.setLong(i, op.apply(x.getLong(i)));
        }
      };
    }
    double[] tile = new double[Tile.SIZE];
    return () -> {
      for (long from = 0; from < x.size(); from += Tile.SIZE) {
        int count = Tile.count(from, x.size());
        x.copyTo(from, tile, 0, count);
        for (int i = 0; i < count; i++) {
          tile[i] = op.apply(tile[i]);
        }
        y.copyFrom(tile, 0, from, count);
      }
    };
  }

  static Kernel gradient(ActivationGradient op, KernelContext context) {
    Tensor y = context.input(0);
    Tensor dy = context.input(1);
    Tensor dx = context.output();
    double[] result = new double[Tile.SIZE];
    double[] tile = new double[Tile.SIZE];
    return () -> {
      for (long from = 0; from < y.size(); from += Tile.SIZE) {
        int count = Tile.count(from, y.size());
        y.copyTo(from, result, 0, count);
        dy.copyTo(from, tile, 0, count);
        for (int i = 0; i < count; i++) {
          tile[i] *= op.activation().derivative(result[i]);
        }
        dx.copyFrom(tile, 0, from, count);
      }
    };
  }
}
