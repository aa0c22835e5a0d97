package io.kindling.layers.initializer;

import io.kindling.graph.Initializer;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * A random matrix with orthonormal rows, or columns where it is taller than wide, times a gain.
 *
 * <p>Weights {@code [outputs, inputs, kernel...]} are taken as the matrix {@code [outputs, inputs *
 * kernel]}, as in PyTorch. Random normal vectors are made orthonormal one after another by the
 * modified Gram-Schmidt process in doubles, which gives what a QR decomposition with positive
 * diagonal gives, drawn evenly from all such matrices, and the same bits on every machine; a native
 * LAPACK would not. The time is {@code 2 r^2 c} multiplications for r vectors of c elements.
 *
 * <p>Source: A. Saxe et al., 2014, section 3.
 *
 * @param gain the length of every row or column
 */
public record Orthogonal(double gain) implements Initializer {
  /** Checks the gain. */
  public Orthogonal {
    Draws.positive("Orthogonal", "gain", gain);
  }

  /** Returns the initializer with a gain of 1. */
  public static Orthogonal of() {
    return new Orthogonal(1);
  }

  /** Returns this initializer with another gain. */
  public Orthogonal gain(double other) {
    return new Orthogonal(other);
  }

  /**
   * Fills the matrix.
   *
   * @throws IllegalArgumentException when the parameter has fewer than two axes
   */
  @Override
  public void initialize(Tensor parameter, RandomGenerator random) {
    Shape shape = parameter.shape();
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "Orthogonal: expected weights of two axes or more, got "
              + shape
              + ". Use it for weights only.");
    }
    int rows = Math.toIntExact(shape.dim(0));
    int columns = Math.toIntExact(shape.size(1, shape.rank()));
    boolean tall = rows > columns;
    double[][] vectors = vectors(Math.min(rows, columns), Math.max(rows, columns), random);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double element = tall ? vectors[column][row] : vectors[row][column];
        parameter.setDouble((long) row * columns + column, gain * element);
      }
    }
  }

  private static double[][] vectors(int count, int size, RandomGenerator random) {
    DoubleSupplier normal = Draws.normal(random);
    double[][] vectors = new double[count][size];
    for (int i = 0; i < count; i++) {
      double[] vector = vectors[i];
      for (int k = 0; k < size; k++) {
        vector[k] = normal.getAsDouble();
      }
      for (int j = 0; j < i; j++) {
        add(vector, -dot(vector, vectors[j]), vectors[j]);
      }
      double length = Math.sqrt(dot(vector, vector));
      for (int k = 0; k < size; k++) {
        vector[k] /= length;
      }
    }
    return vectors;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] from) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * from[k];
    }
  }
}
