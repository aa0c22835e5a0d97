package io.kindling.layers.metric;

import io.kindling.graph.Type;
import io.kindling.tensor.Tensor;

/**
 * The mean of absolute differences (MAE): {@code mean |y - t|} over elements, then rows.
 *
 * <p>Shapes: output y and target t {@code [batch, d...]}.
 */
public record MeanAbsoluteErrorMetric() implements RowMean {
  /** Returns the metric. */
  public static MeanAbsoluteErrorMetric of() {
    return new MeanAbsoluteErrorMetric();
  }

  @Override
  public String name() {
    return "mae";
  }

  @Override
  public void check(Type output, Type target) {
    Pairs.checkAlike(this, output, target);
  }

  @Override
  public double row(Tensor output, Tensor target, int row) {
    return Pairs.mean(output, target, row, (y, t) -> Math.abs(y - t));
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
