package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Arrays;

/**
 * Convolution and its two gradients: the same walk over (output, channel, tap), of which each run
 * of places is one multiply-add over neighboring elements; row by row of the batch in double.
 */
final class ConvLoop {
  private final Places places;
  private final int channels;
  private final int outputs;
  private final int group;
  private final double[] x;
  private final double[] w;
  private final double[] y;
  private int image;
  private int filter;
  private int map;

  private ConvLoop(Window window, long group, Shape input, Shape weights, Shape output) {
    this.places = Places.of(window, input, output);
    this.channels = Math.toIntExact(input.dim(1));
    this.outputs = Math.toIntExact(output.dim(1));
    this.group = Math.toIntExact(group);
    this.x = new double[Math.multiplyExact(channels, places.inputs())];
    this.w = new double[Math.toIntExact(weights.size())];
    this.y = new double[Math.multiplyExact(outputs, places.outputs())];
  }

  static Kernel forward(Conv op, KernelContext context) {
    Tensor input = context.input(0);
    Tensor weights = context.input(1);
    Tensor output = context.output();
    double[] bias = new double[Math.toIntExact(weights.shape().dim(0))];
    boolean biased = context.inputs().size() == 3;
    ConvLoop loop =
        new ConvLoop(op.window(), op.group(), input.shape(), weights.shape(), output.shape());
    Places.Run run = loop::addToOutput;
    return () -> {
      weights.copyTo(0, loop.w, 0, loop.w.length);
      if (biased) {
        context.input(2).copyTo(0, bias, 0, bias.length);
      }
      int size = loop.places.outputs();
      for (long row = 0; row < input.shape().dim(0); row++) {
        input.copyTo(row * loop.x.length, loop.x, 0, loop.x.length);
        for (int m = 0; m < loop.outputs; m++) {
          Arrays.fill(loop.y, m * size, (m + 1) * size, bias[m]);
        }
        loop.walk(run);
        output.copyFrom(loop.y, 0, row * loop.y.length, loop.y.length);
      }
    };
  }

  static Kernel inputGradient(ConvInputGradient op, KernelContext context) {
    Tensor weights = context.input(0);
    Tensor dy = context.input(1);
    Tensor dx = context.output();
    ConvLoop loop = new ConvLoop(op.window(), op.group(), dx.shape(), weights.shape(), dy.shape());
    Places.Run run = loop::addToInput;
    return () -> {
      weights.copyTo(0, loop.w, 0, loop.w.length);
      for (long row = 0; row < dx.shape().dim(0); row++) {
        dy.copyTo(row * loop.y.length, loop.y, 0, loop.y.length);
        Arrays.fill(loop.x, 0);
        loop.walk(run);
        dx.copyFrom(loop.x, 0, row * loop.x.length, loop.x.length);
      }
    };
  }

  static Kernel weightGradient(ConvWeightGradient op, KernelContext context) {
    Tensor input = context.input(0);
    Tensor dy = context.input(1);
    Tensor dw = context.output(0);
    ConvLoop loop = new ConvLoop(op.window(), op.group(), input.shape(), dw.shape(), dy.shape());
    double[] bias = new double[loop.outputs];
    Places.Run run = loop::addToWeights;
    return () -> {
      Arrays.fill(loop.w, 0);
      Arrays.fill(bias, 0);
      for (long row = 0; row < input.shape().dim(0); row++) {
        input.copyTo(row * loop.x.length, loop.x, 0, loop.x.length);
        dy.copyTo(row * loop.y.length, loop.y, 0, loop.y.length);
        loop.walk(run);
        for (int i = 0; i < loop.y.length; i++) {
          bias[i / loop.places.outputs()] += loop.y[i];
        }
      }
      dw.copyFrom(loop.w, 0, 0, loop.w.length);
      if (op.bias()) {
        context.output(1).copyFrom(bias, 0, 0, bias.length);
      }
    };
  }

  private void walk(Places.Run run) {
    int inGroup = channels / group;
    filter = 0;
    for (int m = 0; m < outputs; m++) {
      map = m * places.outputs();
      int first = m / (outputs / group) * inGroup;
      for (int c = first; c < first + inGroup; c++) {
        image = c * places.inputs();
        places.run(run);
        filter += places.taps();
      }
    }
  }

  private void addToOutput(int tap, int place, int element, int count, int step) {
    double weight = w[filter + tap];
    int to = map + place;
    int from = image + element;
    for (int i = 0; i < count; i++) {
      y[to + i] += weight * x[from + i * step];
    }
  }

  private void addToInput(int tap, int place, int element, int count, int step) {
    double weight = w[filter + tap];
    int from = map + place;
    int to = image + element;
    for (int i = 0; i < count; i++) {
      x[to + i * step] += weight * y[from + i];
    }
  }

  private void addToWeights(int tap, int place, int element, int count, int step) {
    int left = map + place;
    int right = image + element;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += y[left + i] * x[right + i * step];
    }
    w[filter + tap] += sum;
  }
}
