package io.kindling.ml.column;

import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** A dense or sparse vector, row-major over the input's shape. */
record VectorCell(int size) implements Cell {
  @Override
  public Fault write(Object value, Numbers out) {
    Vector vector = (Vector) value;
    if (vector.size() != size) {
      return Fault.LENGTH;
    }
    return vector instanceof SparseVector sparse
        ? sparse(size, sparse.indices(), sparse.values(), out)
        : dense(((DenseVector) vector).values(), out);
  }

  private static Fault dense(double[] values, Numbers out) {
    for (int i = 0; i < values.length; i++) {
      Fault fault = out.put(i, values[i]);
      if (fault != Fault.NONE) {
        return fault;
      }
    }
    return Fault.NONE;
  }

  /** Writes all elements of a vector of which only some are stored. */
  static Fault sparse(int size, int[] indices, double[] values, Numbers out) {
    int next = 0;
    for (int i = 0; i < size; i++) {
      boolean stored = next < indices.length && indices[next] == i;
      Fault fault = out.put(i, stored ? values[next++] : 0);
      if (fault != Fault.NONE) {
        return fault;
      }
    }
    return Fault.NONE;
  }
}
