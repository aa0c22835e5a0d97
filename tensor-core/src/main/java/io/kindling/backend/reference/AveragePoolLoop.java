package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.AveragePoolGradient;
import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Arrays;

/** The mean under a window, and its gradient; one image (row and channel) at a time. */
final class AveragePoolLoop {
  private final double[] x;
  private final double[] y;
  private final double[] counts;

  private AveragePoolLoop(AveragePool op, Places places, Shape input) {
    this.x = new double[places.inputs()];
    this.y = new double[places.outputs()];
    this.counts = new double[places.outputs()];
    if (op.countIncludePad()) {
      countWithPadding(op, places, input);
    } else {
      places.run((tap, place, element, count, step) -> add(counts, place, count));
    }
  }

  private static void add(double[] counts, int place, int count) {
    for (int i = 0; i < count; i++) {
      counts[place + i]++;
    }
  }

  /** Counts over the padded image, whose size a window in ceil mode may still exceed. */
  private void countWithPadding(AveragePool op, Places places, Shape input) {
    Window window = op.window();
    Shape padded = input;
    for (int i = 0; i < window.rank(); i++) {
      long pads = window.pads().get(i) + window.pads().get(i + window.rank());
      padded = padded.with(i + 2, input.dim(i + 2) + pads);
    }
    int[] in = Places.of(window, padded, padded).in();
    Places whole =
        new Places(
            in, places.out(), places.kernel(), places.stride(), new int[3], places.dilation());
    whole.run((tap, place, element, count, step) -> add(counts, place, count));
  }

  static Kernel create(AveragePool op, KernelContext context) {
    Tensor input = context.input(0);
    Tensor output = context.output();
    Places places = Places.of(op.window(), input.shape(), output.shape());
    AveragePoolLoop loop = new AveragePoolLoop(op, places, input.shape());
    Places.Run run = loop::addToOutput;
    long images = input.shape().size(0, 2);
    return () -> {
      for (long image = 0; image < images; image++) {
        input.copyTo(image * loop.x.length, loop.x, 0, loop.x.length);
        Arrays.fill(loop.y, 0);
        places.run(run);
        loop.divide();
        output.copyFrom(loop.y, 0, image * loop.y.length, loop.y.length);
      }
    };
  }

  static Kernel gradient(AveragePoolGradient op, KernelContext context) {
    Tensor dy = context.input(0);
    Tensor dx = context.output();
    Places places = Places.of(op.pool().window(), dx.shape(), dy.shape());
    AveragePoolLoop loop = new AveragePoolLoop(op.pool(), places, dx.shape());
    Places.Run run = loop::addToInput;
    long images = dx.shape().size(0, 2);
    return () -> {
      for (long image = 0; image < images; image++) {
        dy.copyTo(image * loop.y.length, loop.y, 0, loop.y.length);
        loop.divide();
        Arrays.fill(loop.x, 0);
        places.run(run);
        dx.copyFrom(loop.x, 0, image * loop.x.length, loop.x.length);
      }
    };
  }

  private void divide() {
    for (int i = 0; i < y.length; i++) {
      y[i] /= counts[i];
    }
  }

  private void addToOutput(int tap, int place, int element, int count, int step) {
    for (int i = 0; i < count; i++) {
      y[place + i] += x[element + i * step];
    }
  }

  private void addToInput(int tap, int place, int element, int count, int step) {
    for (int i = 0; i < count; i++) {
      x[element + i * step] += y[place + i];
    }
  }
}
