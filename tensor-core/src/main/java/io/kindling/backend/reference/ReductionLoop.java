package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.ReduceMean;
import io.kindling.graph.op.Reduction;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Arrays;

/** Sums and means over axes, added up in double or, for integers, in long. */
final class ReductionLoop {
  private ReductionLoop() {}

  static Kernel create(Reduction op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    Shape kept = op.kept(x.shape());
    RowWalk walk = RowWalk.of(x.shape(), x.shape().strides(), Strides.broadcast(kept, x.shape()));
    long count = op instanceof ReduceMean ? Math.floorDiv(x.size(), Math.max(y.size(), 1)) : 1;
    return x.type().isFloating() ? floating(x, y, walk, count) : integer(x, y, walk, count);
  }

  private static Kernel floating(Tensor x, Tensor y, RowWalk walk, long divisor) {
    double[] sums = new double[Math.toIntExact(y.size())];
    double[] tile = new double[Tile.SIZE];
    RowWalk.Row row =
        offsets -> {
          int place = (int) offsets[1];
          for (long from = 0; from < walk.length(); from += Tile.SIZE) {
            int count = Tile.count(from, walk.length());
            x.copyTo(offsets[0] + from, tile, 0, count);
            if (walk.step(1) == 0) {
              double sum = 0;
              for (int i = 0; i < count; i++) {
                sum += tile[i];
              }
              sums[place] += sum;
            } else {
              int first = place + (int) from;
              for (int i = 0; i < count; i++) {
                sums[first + i] += tile[i];
              }
            }
          }
        };
    return () -> {
      Arrays.fill(sums, 0);
      walk.run(row);
      for (int i = 0; i < sums.length; i++) {
        sums[i] /= divisor;
      }
      y.copyFrom(sums, 0, 0, sums.length);
    };
  }

  private static Kernel integer(Tensor x, Tensor y, RowWalk walk, long divisor) {
    long[] sums = new long[Math.toIntExact(y.size())];
    RowWalk.Row row =
        offsets -> {
          for (long i = 0; i < walk.length(); i++) {
            sums[(int) (offsets[1] + i * walk.step(1))] += x.getLong(offsets[0] + i);
          }
        };
    return () -> {
      Arrays.fill(sums, 0);
      walk.run(row);
      for (int i = 0; i < sums.length; i++) {
        y.setLong(i, divisor == 1 ? sums[i] : sums[i] / divisor);
      }
    };
  }
}
