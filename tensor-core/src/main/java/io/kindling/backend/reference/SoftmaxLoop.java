package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.LogSoftmax;
import io.kindling.graph.op.LogSoftmaxGradient;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.SoftmaxGradient;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;

/** Softmax and its logarithm along an axis, and their gradients. */
final class SoftmaxLoop {
  private final int size;
  private final int inner;

  private SoftmaxLoop(Shape shape, int axis) {
    this.size = Math.toIntExact(shape.dim(axis));
    this.inner = Math.toIntExact(shape.size(shape.axis(axis) + 1, shape.rank()));
  }

  static Kernel softmax(Softmax op, KernelContext context) {
    return forward(context, op.axis(), false);
  }

  static Kernel logSoftmax(LogSoftmax op, KernelContext context) {
    return forward(context, op.axis(), true);
  }

  static Kernel softmaxGradient(SoftmaxGradient op, KernelContext context) {
    return backward(context, op.axis(), false);
  }

  static Kernel logSoftmaxGradient(LogSoftmaxGradient op, KernelContext context) {
    return backward(context, op.axis(), true);
  }

  private static Kernel forward(KernelContext context, int axis, boolean log) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    SoftmaxLoop loop = new SoftmaxLoop(x.shape(), axis);
    double[] block = new double[Math.multiplyExact(loop.size, loop.inner)];
    return () -> {
      for (long first = 0; first < x.size(); first += block.length) {
        x.copyTo(first, block, 0, block.length);
        for (int i = 0; i < loop.inner; i++) {
          logSoftmax(block, i, loop.inner, loop.size);
        }
        for (int i = 0; !log && i < block.length; i++) {
          block[i] = Math.exp(block[i]);
        }
        y.copyFrom(block, 0, first, block.length);
      }
    };
  }

  /** Replaces {@code count} numbers, {@code step} apart, by their log-softmax. */
  static void logSoftmax(double[] values, int first, int step, int count) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, values[first + i * step]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(values[first + i * step] - max);
    }
    double shift = max + Math.log(sum);
    for (int i = 0; i < count; i++) {
      values[first + i * step] -= shift;
    }
  }

  private static Kernel backward(KernelContext context, int axis, boolean log) {
    Tensor y = context.input(0);
    Tensor dy = context.input(1);
    Tensor dx = context.output();
    SoftmaxLoop loop = new SoftmaxLoop(y.shape(), axis);
    double[] result = new double[Math.multiplyExact(loop.size, loop.inner)];
    double[] block = new double[result.length];
    return () -> {
      for (long first = 0; first < y.size(); first += block.length) {
        y.copyTo(first, result, 0, block.length);
        dy.copyTo(first, block, 0, block.length);
        for (int i = 0; i < loop.inner; i++) {
          if (log) {
            loop.logGradient(result, block, i);
          } else {
            loop.gradient(result, block, i);
          }
        }
        dx.copyFrom(block, 0, first, block.length);
      }
    };
  }

  private void gradient(double[] y, double[] gradient, int first) {
    double sum = 0;
    for (int i = first; i < y.length; i += inner) {
      sum += y[i] * gradient[i];
    }
    for (int i = first; i < y.length; i += inner) {
      gradient[i] = y[i] * (gradient[i] - sum);
    }
  }

  private void logGradient(double[] y, double[] gradient, int first) {
    double sum = 0;
    for (int i = first; i < y.length; i += inner) {
      sum += gradient[i];
    }
    for (int i = first; i < y.length; i += inner) {
      gradient[i] -= Math.exp(y[i]) * sum;
    }
  }
}
