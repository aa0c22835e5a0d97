package io.kindling.layers.metric;

import io.kindling.graph.Type;
import io.kindling.tensor.Tensor;

/**
 * The share of rows whose prediction is right.
 *
 * <p>With whole targets {@code [batch, d...]}: of the scores {@code [batch, classes, d...]} the
 * highest is the label's (of equal ones the first counts). With floating-point targets of the
 * output's shape: the raw score (logit) is above 0 where the target is one half or more, and not
 * elsewhere. A row with several places counts with the share of those that are right.
 */
public record Accuracy() implements RowMean {
  /** Returns the metric. */
  public static Accuracy of() {
    return new Accuracy();
  }

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public void check(Type output, Type target) {
    if (target.dataType().isInteger()) {
      Pairs.checkClasses(this, output, target);
    } else {
      Pairs.checkAlike(this, output, target);
    }
  }

  @Override
  public double row(Tensor output, Tensor target, int row) {
    return target.type().isInteger()
        ? Pairs.hits(output, target, row, 1)
        : Pairs.mean(output, target, row, Accuracy::agrees);
  }

  private static double agrees(double score, double target) {
    return !Double.isNaN(score) && (score > 0) == (target >= 0.5) ? 1 : 0;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }
}
