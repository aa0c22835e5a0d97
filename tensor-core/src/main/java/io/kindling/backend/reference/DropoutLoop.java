package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.Dropout;
import io.kindling.graph.op.DropoutGradient;
import io.kindling.graph.op.DropoutTraining;
import io.kindling.tensor.Tensor;

/** Dropout in inference and in training, and its gradient. */
final class DropoutLoop {
  private DropoutLoop() {}

  static Kernel inference(Dropout op, KernelContext context) {
    return () -> {
      context.output(0).copyFrom(context.input(0));
      for (long i = 0; op.withMask() && i < context.output(1).size(); i++) {
        context.output(1).setLong(i, 1);
      }
    };
  }

  static Kernel training(DropoutTraining op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor keys = context.input(1);
    Tensor y = context.output(0);
    Tensor mask = context.output(1);
    long width = keys.size() == 0 ? 0 : x.size() / keys.size();
    double scale = 1 / (1 - (double) op.ratio());
    // The upper 53 bits are compared as an integer, which is exact.
    long threshold = (long) (op.ratio() * 0x1p53);
    double[] tile = new double[Tile.SIZE];
    double[] kept = new double[Tile.SIZE];
    return () -> {
      for (long row = 0; row < keys.size(); row++) {
        long seed = RowRandom.seed(keys.getLong(row), op.salt());
        for (long from = 0; from < width; from += Tile.SIZE) {
          int count = Tile.count(from, width);
          x.copyTo(row * width + from, tile, 0, count);
          for (int i = 0; i < count; i++) {
            boolean keep = RowRandom.bits(seed, from + i) >>> 11 >= threshold;
            kept[i] = keep ? 1 : 0;
            tile[i] = keep ? tile[i] * scale : 0;
          }
          y.copyFrom(tile, 0, row * width + from, count);
          mask.copyFrom(kept, 0, row * width + from, count);
        }
      }
    };
  }

  static Kernel gradient(DropoutGradient op, KernelContext context) {
    Tensor mask = context.input(0);
    Tensor dy = context.input(1);
    Tensor dx = context.output();
    double scale = 1 / (1 - (double) op.ratio());
    double[] kept = new double[Tile.SIZE];
    double[] tile = new double[Tile.SIZE];
    return () -> {
      for (long from = 0; from < dy.size(); from += Tile.SIZE) {
        int count = Tile.count(from, dy.size());
        mask.copyTo(from, kept, 0, count);
        dy.copyTo(from, tile, 0, count);
        for (int i = 0; i < count; i++) {
          tile[i] = kept[i] != 0 ? tile[i] * scale : 0;
        }
        dx.copyFrom(tile, 0, from, count);
      }
    };
  }
}
