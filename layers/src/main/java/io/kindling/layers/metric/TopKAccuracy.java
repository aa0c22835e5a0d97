package io.kindling.layers.metric;

import io.kindling.graph.Type;
import io.kindling.tensor.Tensor;

/**
 * The share of rows whose label is among the k highest scores.
 *
 * <p>Shapes: output {@code [batch, classes, d...]}, target whole numbers {@code [batch, d...]}.
 *
 * @param k how many scores count, 1 or more
 */
public record TopKAccuracy(int k) implements RowMean {
  /** Checks k. */
  public TopKAccuracy {
    if (k < 1) {
      throw new IllegalArgumentException(
          "TopKAccuracy: expected k of 1 or more, got " + k + ". Use 5 for the usual one.");
    }
  }

  /** Returns the metric. */
  public static TopKAccuracy of(int k) {
    return new TopKAccuracy(k);
  }

  @Override
  public String name() {
    return "top_" + k + "_accuracy";
  }

  @Override
  public void check(Type output, Type target) {
    Pairs.checkClasses(this, output, target);
  }

  @Override
  public double row(Tensor output, Tensor target, int row) {
    return Pairs.hits(output, target, row, k);
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }
}
