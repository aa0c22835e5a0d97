package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.Gather;
import io.kindling.graph.op.GatherGradient;
import io.kindling.tensor.Tensor;

/** Lookup of entries by index, and the gradients added up by entry. */
final class GatherLoop {
  private GatherLoop() {}

  static Kernel create(Gather op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor indices = context.input(1);
    Tensor y = context.output();
    int axis = x.shape().axis(op.axis());
    long outer = x.shape().size(0, axis);
    long entries = x.shape().dim(axis);
    long inner = x.shape().size(axis + 1, x.shape().rank());
    return () -> {
      for (long o = 0; o < outer; o++) {
        for (long i = 0; i < indices.size(); i++) {
          long entry = entry("Gather", indices.getLong(i), entries);
          long to = (o * indices.size() + i) * inner;
          y.copyElements(x, (o * entries + entry) * inner, 1, to, 1, inner);
        }
      }
    };
  }

  static Kernel gradient(GatherGradient op, KernelContext context) {
    Tensor indices = context.input(0);
    Tensor dy = context.input(1);
    Tensor dx = context.output();
    int axis = dx.shape().axis(op.axis());
    long outer = dx.shape().size(0, axis);
    long entries = dx.shape().dim(axis);
    long inner = dx.shape().size(axis + 1, dx.shape().rank());
    double[] sum = new double[Tile.SIZE];
    double[] tile = new double[Tile.SIZE];
    return () -> {
      dx.clear();
      for (long o = 0; o < outer; o++) {
        for (long i = 0; i < indices.size(); i++) {
          long to = (o * entries + entry("Gather", indices.getLong(i), entries)) * inner;
          long from = (o * indices.size() + i) * inner;
          add(dy, from, dx, to, inner, tile, sum);
        }
      }
    };
  }

  private static void add(
      Tensor dy, long from, Tensor dx, long to, long length, double[] tile, double[] sum) {
    for (long done = 0; done < length; done += Tile.SIZE) {
      int count = Tile.count(done, length);
      dy.copyTo(from + done, tile, 0, count);
      dx.copyTo(to + done, sum, 0, count);
      for (int i = 0; i < count; i++) {
        sum[i] += tile[i];
      }
      dx.copyFrom(sum, 0, to + done, count);
    }
  }

  /** Returns the index counted from 0. */
  static long entry(String who, long index, long entries) {
    if (index < -entries || index >= entries) {
      throw new IllegalArgumentException(
          who
              + ": expected indices in ["
              + -entries
              + ", "
              + entries
              + "), got "
              + index
              + ". Check the indices, or give the table more entries.");
    }
    return index < 0 ? index + entries : index;
  }
}
