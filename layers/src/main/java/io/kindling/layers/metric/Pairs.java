package io.kindling.layers.metric;

import io.kindling.graph.Type;
import io.kindling.tensor.Tensor;
import java.util.function.DoubleBinaryOperator;

/** What metrics share about outputs, targets and how they lie in memory. */
final class Pairs {
  private Pairs() {}

  /** Requires an output and a target of the same shape, batch first. */
  static void checkAlike(Metric metric, Type output, Type target) {
    if (!output.dataType().isFloating()
        || output.shape().rank() == 0
        || !output.shape().equals(target.shape())) {
      throw refuse(metric, "output and target of one shape [batch, ...]", output, target);
    }
  }

  /** Requires scores of classes and labels. */
  static void checkClasses(Metric metric, Type output, Type target) {
    if (!output.dataType().isFloating()
        || !target.dataType().isInteger()
        || output.shape().rank() < 2
        || !output.shape().drop(1).equals(target.shape())) {
      throw refuse(metric, "[batch, classes, ...] and whole labels [batch, ...]", output, target);
    }
  }

  static IllegalArgumentException refuse(Metric metric, String rule, Type output, Type target) {
    return new IllegalArgumentException(
        metric.getClass().getSimpleName()
            + ": expected "
            + rule
            + ", got "
            + output
            + " and "
            + target
            + ". Use a metric that fits the loss.");
  }

  /** Returns the mean over the elements of a row. */
  static double mean(Tensor output, Tensor target, int row, DoubleBinaryOperator judge) {
    long size = output.size() / output.shape().dim(0);
    double sum = 0;
    for (long i = row * size; i < (row + 1) * size; i++) {
      sum += judge.applyAsDouble(output.getDouble(i), target.getDouble(i));
    }
    return sum / size;
  }

  /**
   * Returns the share of a row's labels that are among the k highest scores. Of equal scores the
   * first counts as the higher; NaN is never a hit.
   */
  static double hits(Tensor output, Tensor target, int row, int k) {
    long classes = output.shape().dim(1);
    long places = output.size() / output.shape().dim(0) / classes;
    int hits = 0;
    for (long place = 0; place < places; place++) {
      long first = row * classes * places + place;
      long label = target.getLong(row * places + place);
      hits += higher(output, first, places, classes, label) < k ? 1 : 0;
    }
    return (double) hits / places;
  }

  private static int higher(Tensor output, long first, long step, long classes, long label) {
    double score = output.getDouble(first + label * step);
    int higher = 0;
    for (long c = 0; c < classes; c++) {
      double other = output.getDouble(first + c * step);
      boolean lower = other < score || (other == score && c > label);
      higher += c == label || lower ? 0 : 1;
    }
    return Double.isNaN(score) ? Integer.MAX_VALUE : higher;
  }
}
