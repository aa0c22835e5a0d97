package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.tensor.Tensor;
import java.util.function.ToDoubleFunction;

/** The mean and the maximum over whole images. */
final class GlobalPoolLoop {
  private GlobalPoolLoop() {}

  static Kernel average(GlobalAveragePool op, KernelContext context) {
    return eachImage(context, GlobalPoolLoop::mean);
  }

  static Kernel max(GlobalMaxPool op, KernelContext context) {
    return eachImage(context, GlobalPoolLoop::max);
  }

  private static Kernel eachImage(KernelContext context, ToDoubleFunction<double[]> fold) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    double[] image = new double[Math.toIntExact(x.shape().size(2, x.shape().rank()))];
    return () -> {
      for (long i = 0; i < y.size(); i++) {
        x.copyTo(i * image.length, image, 0, image.length);
        y.setDouble(i, fold.applyAsDouble(image));
      }
    };
  }

  private static double mean(double[] image) {
    double sum = 0;
    for (double value : image) {
      sum += value;
    }
    return sum / image.length;
  }

  private static double max(double[] image) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : image) {
      max = Math.max(max, value);
    }
    return max;
  }
}
