package io.kindling.backend.reference;

import breeze.linalg.DenseMatrix;
import breeze.linalg.operators.HasOps;
import io.kindling.tensor.Tensor;

/**
 * Products {@code y [m, n] = a' [m, k] * b' [k, n]} of row-major matrices in tensors, where a' is a
 * or its transpose: by Breeze in double for floating-point elements, in long for integers.
 */
final class MatrixProduct {
  private final int m;
  private final int k;
  private final int n;
  private final boolean transposeA;
  private final boolean transposeB;
  private final double[] left;
  private final double[] right;

  MatrixProduct(long m, long k, long n, boolean transposeA, boolean transposeB) {
    this.m = Math.toIntExact(m);
    this.k = Math.toIntExact(k);
    this.n = Math.toIntExact(n);
    this.transposeA = transposeA;
    this.transposeB = transposeB;
    this.left = new double[Math.toIntExact(m * k)];
    this.right = new double[Math.toIntExact(k * n)];
  }

  /** Returns the product of the matrices that begin at these elements, row-major. */
  double[] floating(Tensor a, long aIndex, Tensor b, long bIndex) {
    if (m == 0 || n == 0 || k == 0) {
      return new double[m * n];
    }
    a.copyTo(aIndex, left, 0, left.length);
    b.copyTo(bIndex, right, 0, right.length);
    // Breeze gives columns one after another: those of the transpose, b'' * a'', are y's rows.
    DenseMatrix<Object> first = new DenseMatrix<>(n, k, right, 0, transposeB ? k : n, transposeB);
    DenseMatrix<Object> second = new DenseMatrix<>(k, m, left, 0, transposeA ? m : k, transposeA);
    DenseMatrix<Object> product = HasOps.impl_OpMulMatrix_DMD_DMD_eq_DMD().apply(first, second);
    return (double[]) product.data();
  }

  /** Writes the product of two matrices of integers to y, from an element on. */
  void integer(Tensor a, long aIndex, Tensor b, long bIndex, Tensor y, long yIndex) {
    for (int row = 0; row < m; row++) {
      for (int column = 0; column < n; column++) {
        long sum = 0;
        for (int i = 0; i < k; i++) {
          long from = transposeA ? (long) i * m + row : (long) row * k + i;
          long to = transposeB ? (long) column * k + i : (long) i * n + column;
          sum += a.getLong(aIndex + from) * b.getLong(bIndex + to);
        }
        y.setLong(yIndex + (long) row * n + column, sum);
      }
    }
  }
}
