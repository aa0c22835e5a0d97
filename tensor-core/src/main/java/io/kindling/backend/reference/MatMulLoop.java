package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.MatMul;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;

/** Matrix products, broadcast over leading axes. */
final class MatMulLoop {
  private MatMulLoop() {}

  static Kernel create(MatMul op, KernelContext context) {
    Tensor a = context.input(0);
    Tensor b = context.input(1);
    Tensor y = context.output();
    Shape left = a.shape().rank() == 1 ? a.shape().insert(0, 1) : a.shape();
    Shape right = b.shape().rank() == 1 ? b.shape().insert(1, 1) : b.shape();
    long m = left.dim(-2);
    long k = left.dim(-1);
    long n = right.dim(-1);
    Shape leftBatch = left.slice(0, left.rank() - 2);
    Shape rightBatch = right.slice(0, right.rank() - 2);
    Shape batch = Shape.broadcast(leftBatch, rightBatch);
    RowWalk walk =
        RowWalk.of(
            batch,
            Strides.broadcast(leftBatch, batch),
            Strides.broadcast(rightBatch, batch),
            batch.strides());
    MatrixProduct product = new MatrixProduct(m, k, n, false, false);
    boolean floating = y.type().isFloating();
    RowWalk.Row row =
        offsets -> {
          for (long i = 0; i < walk.length(); i++) {
            long aIndex = (offsets[0] + i * walk.step(0)) * m * k;
            long bIndex = (offsets[1] + i * walk.step(1)) * k * n;
            long yIndex = (offsets[2] + i * walk.step(2)) * m * n;
            if (floating) {
              y.copyFrom(product.floating(a, aIndex, b, bIndex), 0, yIndex, (int) (m * n));
            } else {
              product.integer(a, aIndex, b, bIndex, y, yIndex);
            }
          }
        };
    return () -> walk.run(row);
  }
}
