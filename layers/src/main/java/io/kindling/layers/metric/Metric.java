package io.kindling.layers.metric;

import io.kindling.graph.Type;
import io.kindling.tensor.Tensor;

/**
 * A number that tells how good the outputs of a network are over any number of rows: a record of
 * hyper-parameters, written to JSON like a layer.
 *
 * <p>All that is kept of the rows is a vector of {@link #size()} sums, zeros at first. The vectors
 * of parts of the rows, added up, are that of all rows, so batches and workers need no order.
 */
public interface Metric {
  /** Returns the name in logs and history, in lower case. */
  String name();

  /** Returns the number of sums. */
  int size();

  /**
   * Checks, before anything is computed, that the metric can judge an output.
   *
   * @throws IllegalArgumentException when it cannot
   */
  void check(Type output, Type target);

  /**
   * Adds rows to the sums.
   *
   * @param output what the network gave, batch first; where {@link #needsRowLosses()}, the loss of
   *     each row instead
   * @param target what it should be
   * @param weights the row weights, FLOAT32 [batch]
   * @param rows how many rows count, from the first on; what follows only fills the batch
   */
  void accumulate(double[] sums, Tensor output, Tensor target, Tensor weights, int rows);

  /** Returns the number that the sums stand for; NaN when the rows had no weight. */
  double value(double[] sums);

  /** Returns whether a higher number is a better one. */
  boolean higherIsBetter();

  /** Returns whether the rows' losses, FLOAT32 [batch], are judged and not the outputs. */
  default boolean needsRowLosses() {
    return false;
  }
}
