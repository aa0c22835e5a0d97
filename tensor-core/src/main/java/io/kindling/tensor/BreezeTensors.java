package io.kindling.tensor;

import breeze.linalg.DenseMatrix;
import breeze.linalg.DenseVector;

/**
 * Conversion between tensors and the vectors and matrices of Breeze, which Spark's machine learning
 * computes with; each side has memory of its own.
 */
public final class BreezeTensors {
  private BreezeTensors() {}

  /** Returns a vector of doubles as a FLOAT64 tensor {@code [length]}. */
  public static Tensor fromVector(DenseVector<Object> vector) {
    Tensor tensor = Tensor.zeros(DataType.FLOAT64, Shape.of(vector.length()));
    for (int i = 0; i < vector.length(); i++) {
      tensor.setDouble(i, ((Number) vector.apply(i)).doubleValue());
    }
    return tensor;
  }

  /** Returns a matrix of doubles as a FLOAT64 tensor {@code [rows, columns]}. */
  public static Tensor fromMatrix(DenseMatrix<Object> matrix) {
    Tensor tensor = Tensor.zeros(DataType.FLOAT64, Shape.of(matrix.rows(), matrix.cols()));
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.cols(); column++) {
        double value = ((Number) matrix.apply(row, column)).doubleValue();
        tensor.setDouble(tensor.index(row, column), value);
      }
    }
    return tensor;
  }

  /**
   * Returns a vector of doubles with the elements of a tensor of any type.
   *
   * @throws IllegalArgumentException when the tensor has not one axis
   */
  public static DenseVector<Object> toVector(Tensor tensor) {
    requireRank(tensor, 1);
    return new DenseVector<>(tensor.toDoubles());
  }

  /**
   * Returns a matrix of doubles with the elements of a tensor of any type.
   *
   * @throws IllegalArgumentException when the tensor has not two axes
   */
  public static DenseMatrix<Object> toMatrix(Tensor tensor) {
    requireRank(tensor, 2);
    int rows = Math.toIntExact(tensor.shape().dim(0));
    int columns = Math.toIntExact(tensor.shape().dim(1));
    // Breeze keeps columns together; rows together is the transpose's way.
    return new DenseMatrix<>(rows, columns, tensor.toDoubles(), 0, columns, true);
  }

  private static void requireRank(Tensor tensor, int rank) {
    if (tensor.shape().rank() != rank) {
      throw new IllegalArgumentException(
          "Breeze: expected a tensor with "
              + rank
              + (rank == 1 ? " axis" : " axes")
              + ", got "
              + tensor.shape()
              + ". Reshape it first.");
    }
  }
}
