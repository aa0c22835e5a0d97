package io.kindling.layers.metric;

import io.kindling.tensor.Tensor;

/** A metric that is the weighted mean of a number that each row has by itself. */
interface RowMean extends Metric {
  /** Returns the number of one row. */
  double row(Tensor output, Tensor target, int row);

  /** Returns 2: the weighted sum and the weight. */
  @Override
  default int size() {
    return 2;
  }

  @Override
  default void accumulate(double[] sums, Tensor output, Tensor target, Tensor weights, int rows) {
    for (int row = 0; row < rows; row++) {
      double weight = weights.getFloat(row);
      if (weight != 0) {
        sums[0] += weight * row(output, target, row);
        sums[1] += weight;
      }
    }
  }

  @Override
  default double value(double[] sums) {
    return sums[0] / sums[1];
  }
}
