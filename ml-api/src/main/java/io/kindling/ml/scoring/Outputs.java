package io.kindling.ml.scoring;

import io.kindling.tensor.Tensor;
import java.io.Serializable;
import java.util.List;

/** Turns what a network gives into cells of output columns; travels to the executors. */
public interface Outputs extends Serializable {
  /** Returns the number of columns. */
  int columns();

  /**
   * Writes the cells of one row.
   *
   * @param outputs the network's outputs in order, batch first
   * @param row the row in the batch
   * @param cells the cells of the whole row
   * @param first the first cell of an output column
   */
  void write(List<Tensor> outputs, int row, Object[] cells, int first);

  /** Returns a row of a float32 output. */
  static float[] floats(Tensor output, int row) {
    int size = Math.toIntExact(output.shape().drop(0).size());
    float[] floats = new float[size];
    output.copyTo((long) row * size, floats, 0, size);
    return floats;
  }

  /** Returns numbers as doubles. */
  static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }
}
