package io.kindling.layers.metric;

import io.kindling.graph.Type;
import io.kindling.tensor.Tensor;

/**
 * The root of the mean of squared differences (RMSE) over all elements and rows.
 *
 * <p>Shapes: output and target {@code [batch, d...]}.
 */
public record RootMeanSquaredError() implements RowMean {
  /** Returns the metric. */
  public static RootMeanSquaredError of() {
    return new RootMeanSquaredError();
  }

  @Override
  public String name() {
    return "rmse";
  }

  @Override
  public void check(Type output, Type target) {
    Pairs.checkAlike(this, output, target);
  }

  @Override
  public double row(Tensor output, Tensor target, int row) {
    return Pairs.mean(output, target, row, (y, t) -> (y - t) * (y - t));
  }

  @Override
  public double value(double[] sums) {
    return Math.sqrt(RowMean.super.value(sums));
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
