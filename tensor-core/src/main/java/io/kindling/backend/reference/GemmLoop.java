package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.Gemm;
import io.kindling.tensor.Tensor;

/** The product of two matrices plus a third that is broadcast. */
final class GemmLoop {
  private GemmLoop() {}

  static Kernel create(Gemm op, KernelContext context) {
    Tensor a = context.input(0);
    Tensor b = context.input(1);
    Tensor y = context.output();
    long m = y.shape().dim(0);
    long n = y.shape().dim(1);
    long k = a.shape().dim(op.transposeA() ? 0 : 1);
    MatrixProduct product = new MatrixProduct(m, k, n, op.transposeA(), op.transposeB());
    double[] offset = new double[Math.toIntExact(y.size())];
    Kernel readOffset = context.inputs().size() == 3 ? offset(context, offset) : () -> {};
    boolean floating = y.type().isFloating();
    return () -> {
      readOffset.run();
      double[] values;
      if (floating) {
        values = product.floating(a, 0, b, 0);
      } else {
        product.integer(a, 0, b, 0, y, 0);
        values = y.toDoubles();
      }
      for (int i = 0; i < values.length; i++) {
        values[i] = op.alpha() * values[i] + op.beta() * offset[i];
      }
      y.copyFrom(values, 0, 0, values.length);
    };
  }

  private static Kernel offset(KernelContext context, double[] offset) {
    Tensor c = context.input(2);
    Tensor y = context.output();
    RowWalk walk =
        RowWalk.of(y.shape(), Strides.broadcast(c.shape(), y.shape()), y.shape().strides());
    RowWalk.Row row =
        offsets -> {
          for (long i = 0; i < walk.length(); i++) {
            offset[(int) (offsets[1] + i)] = c.getDouble(offsets[0] + i * walk.step(0));
          }
        };
    return () -> walk.run(row);
  }
}
