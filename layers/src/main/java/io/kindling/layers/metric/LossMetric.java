package io.kindling.layers.metric;

import io.kindling.graph.Type;
import io.kindling.tensor.Tensor;

/** The weighted mean of the rows' losses, whatever the loss is. */
public record LossMetric() implements RowMean {
  /** Returns the metric. */
  public static LossMetric of() {
    return new LossMetric();
  }

  @Override
  public String name() {
    return "loss";
  }

  @Override
  public void check(Type output, Type target) {
    // The loss has checked both.
  }

  @Override
  public double row(Tensor output, Tensor target, int row) {
    return output.getDouble(row);
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public boolean needsRowLosses() {
    return true;
  }
}
