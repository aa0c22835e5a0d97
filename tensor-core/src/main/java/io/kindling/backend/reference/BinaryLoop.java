package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.Binary;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;

/** Binary operators: each operand is read through steps that are 0 along stretched axes. */
final class BinaryLoop {
  private BinaryLoop() {}

  static Kernel create(Binary op, KernelContext context) {
    Tensor a = context.input(0);
    Tensor b = context.input(1);
    Tensor y = context.output();
    RowWalk walk =
        RowWalk.of(
            y.shape(),
            Strides.broadcast(a.shape(), y.shape()),
            Strides.broadcast(b.shape(), y.shape()),
            y.shape().strides());
    RowWalk.Row row =
        y.type().isFloating() || b.type().isFloating()
            ? floating(op, a, b, y, walk)
            : integer(op, a, b, y, walk);
    return () -> walk.run(row);
  }

  private static RowWalk.Row floating(Binary op, Tensor a, Tensor b, Tensor y, RowWalk walk) {
    double[] left = new double[Tile.SIZE];
    double[] right = new double[Tile.SIZE];
    return offsets -> {
      for (long from = 0; from < walk.length(); from += Tile.SIZE) {
        int count = Tile.count(from, walk.length());
        Tile.load(a, offsets[0] + from * walk.step(0), walk.step(0), left, count);
        Tile.load(b, offsets[1] + from * walk.step(1), walk.step(1), right, count);
        for (int i = 0; i < count; i++) {
          left[i] = op.apply(left[i], right[i]);
        }
        y.copyFrom(left, 0, offsets[2] + from, count);
      }
    };
  }

  private static RowWalk.Row integer(Binary op, Tensor a, Tensor b, Tensor y, RowWalk walk) {
    boolean unsigned = a.type() == DataType.UINT64;
    return offsets -> {
      for (long i = 0; i < walk.length(); i++) {
        long left = a.getLong(offsets[0] + i * walk.step(0));
        long right = b.getLong(offsets[1] + i * walk.step(1));
        y.setLong(offsets[2] + i, unsigned ? op.applyUnsigned(left, right) : op.apply(left, right));
      }
    };
  }
}
