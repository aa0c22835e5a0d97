package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.GatherElements;
import io.kindling.graph.op.GatherElementsGradient;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;

/** Lookup of single elements along an axis, and the gradients added up by element. */
final class GatherElementsLoop {
  private GatherElementsLoop() {}

  /** Takes an element of the looked-at tensor and the element of the indices that names it. */
  private interface Pair {
    void at(long element, long index);
  }

  static Kernel create(GatherElements op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    return walk(
        context.input(1),
        x.shape(),
        op.axis(),
        (element, index) -> Tile.move(x, element, y, index));
  }

  static Kernel gradient(GatherElementsGradient op, KernelContext context) {
    Tensor dy = context.input(1);
    Tensor dx = context.output();
    Kernel add =
        walk(
            context.input(0),
            dx.shape(),
            op.axis(),
            (element, index) -> dx.setDouble(element, dx.getDouble(element) + dy.getDouble(index)));
    return () -> {
      dx.clear();
      add.run();
    };
  }

  private static Kernel walk(Tensor indices, Shape whole, int axis, Pair pair) {
    int along = whole.axis(axis);
    long entries = whole.dim(along);
    long step = whole.strides()[along];
    long[] strides = whole.strides();
    strides[along] = 0;
    RowWalk walk = RowWalk.of(indices.shape(), strides, indices.shape().strides());
    RowWalk.Row row =
        offsets -> {
          for (long i = 0; i < walk.length(); i++) {
            long index = offsets[1] + i * walk.step(1);
            long entry = GatherLoop.entry("GatherElements", indices.getLong(index), entries);
            pair.at(offsets[0] + i * walk.step(0) + entry * step, index);
          }
        };
    return () -> walk.run(row);
  }
}
