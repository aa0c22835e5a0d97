package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.Cast;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;

/** Conversion between element types. */
final class CastLoop {
  private CastLoop() {}

  static Kernel create(Cast op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    if (x.type() == y.type()) {
      return () -> y.copyFrom(x);
    }
    if (!x.type().isFloating() && !y.type().isFloating()) {
      return () -> {
        for (long i = 0; i < x.size(); i++) {
          y.setLong(i, x.getLong(i));
        }
      };
    }
    boolean clamp = y.type().isInteger();
    double least = least(y.type());
    double greatest = greatest(y.type());
    double[] tile = new double[Tile.SIZE];
    return () -> {
      for (long from = 0; from < x.size(); from += Tile.SIZE) {
        int count = Tile.count(from, x.size());
        x.copyTo(from, tile, 0, count);
        for (int i = 0; clamp && i < count; i++) {
          tile[i] = Math.min(Math.max(tile[i], least), greatest);
        }
        y.copyFrom(tile, 0, from, count);
      }
    };
  }

  private static double least(DataType type) {
    return type.isUnsigned() ? 0 : -Math.scalb(1.0, 8 * type.bytes() - 1);
  }

  private static double greatest(DataType type) {
    int bits = 8 * type.bytes() - (type.isUnsigned() ? 0 : 1);
    // Of 64-bit integers the greatest is no double; the next lower double stands for it.
    return bits > 53 ? Math.nextDown(Math.scalb(1.0, bits)) : Math.scalb(1.0, bits) - 1;
  }
}
