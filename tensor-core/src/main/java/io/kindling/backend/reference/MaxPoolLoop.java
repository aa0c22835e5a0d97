package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.MaxPoolGradient;
import io.kindling.tensor.Tensor;
import java.util.Arrays;

/** The maximum under a window, and its gradient; one image (row and channel) at a time. */
final class MaxPoolLoop {
  private static final int NOWHERE = -1;

  private final double[] x;
  private final double[] best;
  private final int[] found;

  private MaxPoolLoop(Places places) {
    this.x = new double[places.inputs()];
    this.best = new double[places.outputs()];
    this.found = new int[places.outputs()];
  }

  static Kernel create(MaxPool op, KernelContext context) {
    Tensor input = context.input(0);
    Tensor output = context.output();
    Places places = Places.of(op.window(), input.shape(), output.shape());
    MaxPoolLoop loop = new MaxPoolLoop(places);
    Places.Run run = loop::compare;
    long images = input.shape().size(0, 2);
    return () -> {
      for (long image = 0; image < images; image++) {
        input.copyTo(image * loop.x.length, loop.x, 0, loop.x.length);
        Arrays.fill(loop.best, Double.NEGATIVE_INFINITY);
        Arrays.fill(loop.found, NOWHERE);
        places.run(run);
        output.copyFrom(loop.best, 0, image * loop.best.length, loop.best.length);
        if (op.withIndices()) {
          loop.writeIndices(op, places, context.output(1), image);
        }
      }
    };
  }

  private void compare(int tap, int place, int element, int count, int step) {
    for (int i = 0; i < count; i++) {
      double value = x[element + i * step];
      // The first of equal elements stays, and a NaN that was found stays too.
      double known = best[place + i];
      boolean first = found[place + i] == NOWHERE;
      if (first || value > known || (Double.isNaN(value) && !Double.isNaN(known))) {
        best[place + i] = value;
        found[place + i] = element + i * step;
      }
    }
  }

  private void writeIndices(MaxPool op, Places places, Tensor indices, long image) {
    for (int i = 0; i < found.length; i++) {
      int index = op.columnMajor() ? toColumnMajor(found[i], places.in()) : found[i];
      indices.setLong(image * found.length + i, image * x.length + index);
    }
  }

  private static int toColumnMajor(int index, int[] in) {
    int z = index / (in[1] * in[2]);
    int y = index / in[2] % in[1];
    int x = index % in[2];
    return z + in[0] * (y + in[1] * x);
  }

  private static int toRowMajor(int index, int[] in) {
    int z = index % in[0];
    int y = index / in[0] % in[1];
    int x = index / (in[0] * in[1]);
    return (z * in[1] + y) * in[2] + x;
  }

  static Kernel gradient(MaxPoolGradient op, KernelContext context) {
    Tensor indices = context.input(0);
    Tensor dy = context.input(1);
    Tensor dx = context.output();
    Places places = Places.of(op.pool().window(), dx.shape(), dy.shape());
    double[] gradient = new double[places.inputs()];
    double[] received = new double[places.outputs()];
    long images = dx.shape().size(0, 2);
    return () -> {
      for (long image = 0; image < images; image++) {
        dy.copyTo(image * received.length, received, 0, received.length);
        Arrays.fill(gradient, 0);
        for (int i = 0; i < received.length; i++) {
          long global = indices.getLong(image * received.length + i);
          int index = (int) (global - image * gradient.length);
          gradient[op.pool().columnMajor() ? toRowMajor(index, places.in()) : index] += received[i];
        }
        dx.copyFrom(gradient, 0, image * gradient.length, gradient.length);
      }
    };
  }
}
