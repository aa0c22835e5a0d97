package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.Where;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;

/** Elements of one tensor or another, as a condition says. */
final class WhereLoop {
  private WhereLoop() {}

  static Kernel create(Where op, KernelContext context) {
    Tensor condition = context.input(0);
    Tensor a = context.input(1);
    Tensor b = context.input(2);
    Tensor y = context.output();
    Shape shape = y.shape();
    RowWalk walk =
        RowWalk.of(
            shape,
            Strides.broadcast(condition.shape(), shape),
            Strides.broadcast(a.shape(), shape),
            Strides.broadcast(b.shape(), shape),
            shape.strides());
    RowWalk.Row row =
        offsets -> {
          for (long i = 0; i < walk.length(); i++) {
            boolean first = condition.getLong(offsets[0] + i * walk.step(0)) != 0;
            Tile.move(
                first ? a : b,
                first ? offsets[1] + i * walk.step(1) : offsets[2] + i * walk.step(2),
                y,
                offsets[3] + i * walk.step(3));
          }
        };
    return () -> walk.run(row);
  }
}
