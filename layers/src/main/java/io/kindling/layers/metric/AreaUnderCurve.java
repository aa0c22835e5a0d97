package io.kindling.layers.metric;

import io.kindling.graph.Type;
import io.kindling.tensor.Tensor;

/**
 * The area under the ROC curve (AUC): how likely a positive row has a higher score than a negative
 * one, equal scores counting half.
 *
 * <p>Shapes: output {@code [batch]} or {@code [batch, 1]}, raw scores or probabilities, or {@code
 * [batch, 2]}, where the score is the second minus the first; target {@code [batch]} or {@code
 * [batch, 1]}, positive from one half on.
 *
 * <p>Scores x are counted in a histogram over {@code x / (1 + |x|)}, whose bins get wider far from
 * 0 but never end, so that workers can add histograms up. Scores in one bin count as equal; the
 * error is at most half the chance that a positive and a negative row share a bin.
 *
 * @param bins the number of bins, 2 or more
 */
public record AreaUnderCurve(int bins) implements Metric {
  private static final int MOST_BINS = 1 << 20;

  /** Checks the number of bins. */
  public AreaUnderCurve {
    if (bins < 2 || bins > MOST_BINS) {
      throw new IllegalArgumentException(
          "AreaUnderCurve: expected 2 to "
              + MOST_BINS
              + " bins, got "
              + bins
              + ". A few thousand are enough.");
    }
  }

  /** Returns the metric with 4,096 bins. */
  public static AreaUnderCurve of() {
    return new AreaUnderCurve(4096);
  }

  /** Returns this metric with another number of bins. */
  public AreaUnderCurve bins(int other) {
    return new AreaUnderCurve(other);
  }

  @Override
  public String name() {
    return "auc";
  }

  /** Returns the number of weights of positive rows by bin and of negative rows by bin. */
  @Override
  public int size() {
    return 2 * bins;
  }

  @Override
  public void check(Type output, Type target) {
    boolean one = output.shape().size() == -1;
    boolean two = output.shape().rank() == 2 && output.shape().size() == -2;
    if (!output.dataType().isFloating() || !(one || two) || target.shape().size() != -1) {
      throw Pairs.refuse(this, "[batch, 1] or [batch, 2] and [batch]", output, target);
    }
  }

  @Override
  public void accumulate(double[] sums, Tensor output, Tensor target, Tensor weights, int rows) {
    boolean two = output.size() == 2 * output.shape().dim(0);
    for (int row = 0; row < rows; row++) {
      double weight = weights.getFloat(row);
      if (weight != 0) {
        double score =
            two
                ? output.getDouble(2L * row + 1) - output.getDouble(2L * row)
                : output.getDouble(row);
        int bin = bin(score) + (target.getDouble(row) >= 0.5 ? 0 : bins);
        sums[bin] += Double.isNaN(score) ? Double.NaN : weight;
      }
    }
  }

  private int bin(double score) {
    double place = Double.isInfinite(score) ? Math.signum(score) : score / (1 + Math.abs(score));
    return Math.min((int) ((place + 1) / 2 * bins), bins - 1);
  }

  /** Returns the area; NaN when positive or negative rows are missing or a score was NaN. */
  @Override
  public double value(double[] sums) {
    double area = 0;
    double positives = 0;
    double negatives = 0;
    for (int bin = 0; bin < bins; bin++) {
      double negative = sums[bins + bin];
      area += sums[bin] * (negatives + negative / 2);
      positives += sums[bin];
      negatives += negative;
    }
    return area / (positives * negatives);
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }
}
