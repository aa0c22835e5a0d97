package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.BinaryExtremum;
import io.kindling.graph.op.ReducedExtremum;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;
import java.util.Arrays;

/** The greatest and the least elements over axes. */
final class ExtremumLoop {
  private ExtremumLoop() {}

  static Kernel create(ReducedExtremum op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    RowWalk walk =
        RowWalk.of(
            x.shape(), x.shape().strides(), Strides.broadcast(op.kept(x.shape()), x.shape()));
    return x.type().isFloating() ? floating(op.fold(), x, y, walk) : integer(op.fold(), x, y, walk);
  }

  private static Kernel floating(BinaryExtremum fold, Tensor x, Tensor y, RowWalk walk) {
    double worst = fold.isGreatest() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    double[] best = new double[Math.toIntExact(y.size())];
    double[] tile = new double[Tile.SIZE];
    RowWalk.Row row =
        offsets -> {
          for (long from = 0; from < walk.length(); from += Tile.SIZE) {
            int count = Tile.count(from, walk.length());
            x.copyTo(offsets[0] + from, tile, 0, count);
            int place = (int) (offsets[1] + from * walk.step(1));
            int step = (int) walk.step(1);
            for (int i = 0; i < count; i++) {
              best[place] = fold.apply(best[place], tile[i]);
              place += step;
            }
          }
        };
    return () -> {
      Arrays.fill(best, worst);
      walk.run(row);
      y.copyFrom(best, 0, 0, best.length);
    };
  }

  private static Kernel integer(BinaryExtremum fold, Tensor x, Tensor y, RowWalk walk) {
    boolean unsigned = x.type() == DataType.UINT64;
    long worst = fold.isGreatest() ? least(x.type()) : greatest(x.type());
    long[] best = new long[Math.toIntExact(y.size())];
    RowWalk.Row row =
        offsets -> {
          for (long i = 0; i < walk.length(); i++) {
            int place = (int) (offsets[1] + i * walk.step(1));
            long next = x.getLong(offsets[0] + i * walk.step(0));
            best[place] =
                unsigned ? fold.applyUnsigned(best[place], next) : fold.apply(best[place], next);
          }
        };
    return () -> {
      Arrays.fill(best, worst);
      walk.run(row);
      for (int i = 0; i < best.length; i++) {
        y.setLong(i, best[i]);
      }
    };
  }

  private static long least(DataType type) {
    boolean signed = type.isInteger() && !type.isUnsigned();
    return signed ? Long.MIN_VALUE >> (Long.SIZE - 8 * type.bytes()) : 0;
  }

  private static long greatest(DataType type) {
    if (type == DataType.BOOL) {
      return 1;
    }
    return (type.isUnsigned() ? -1L : Long.MAX_VALUE) >>> (Long.SIZE - 8 * type.bytes());
  }
}
