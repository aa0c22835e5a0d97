package io.kindling.layers.schedule;

/**
 * Multiplies the rate by a factor when the monitored value has stopped getting better.
 *
 * <p>A value is better when it beats the best by more than {@code threshold |best|}. After more
 * than {@code patience} values in a row that are not, the rate is reduced, and the next {@code
 * coolDown} values are not counted. As torch.optim.lr_scheduler.ReduceLROnPlateau, whose bound is
 * {@code best (1 - threshold)}, which is the same for values above 0. A value that is not a number
 * is never better.
 *
 * @param rate the first rate
 * @param factor in (0, 1)
 * @param patience how many values without progress are borne
 * @param threshold relative to the best value
 * @param coolDown how many values after a reduction are not counted
 * @param minimum the lowest rate
 */
public record ReduceOnPlateau(
    double rate, double factor, int patience, double threshold, int coolDown, double minimum)
    implements Schedule {
  /** Checks the numbers. */
  public ReduceOnPlateau {
    Checks.notNegative("ReduceOnPlateau", "a rate", rate);
    Checks.require(factor > 0 && factor < 1, "ReduceOnPlateau", "a factor between 0 and 1", factor);
    Checks.notNegative("ReduceOnPlateau", "a patience", patience);
    Checks.notNegative("ReduceOnPlateau", "a threshold", threshold);
    Checks.notNegative("ReduceOnPlateau", "a cool-down", coolDown);
    Checks.notNegative("ReduceOnPlateau", "a minimum", minimum);
  }

  /** Returns a schedule with factor 0.1, patience 10 and threshold 1e-4. */
  public static ReduceOnPlateau of(double rate) {
    return new ReduceOnPlateau(rate, 0.1, 10, 1e-4, 0, 0);
  }

  /** Returns this schedule with another factor. */
  public ReduceOnPlateau factor(double other) {
    return new ReduceOnPlateau(rate, other, patience, threshold, coolDown, minimum);
  }

  /** Returns this schedule with another patience. */
  public ReduceOnPlateau patience(int values) {
    return new ReduceOnPlateau(rate, factor, values, threshold, coolDown, minimum);
  }

  /** Returns this schedule with another threshold. */
  public ReduceOnPlateau threshold(double relative) {
    return new ReduceOnPlateau(rate, factor, patience, relative, coolDown, minimum);
  }

  /** Returns this schedule with another cool-down. */
  public ReduceOnPlateau coolDown(int values) {
    return new ReduceOnPlateau(rate, factor, patience, threshold, values, minimum);
  }

  /** Returns this schedule with another lowest rate. */
  public ReduceOnPlateau minimum(double other) {
    return new ReduceOnPlateau(rate, factor, patience, threshold, coolDown, other);
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    double sign = history.higherIsBetter() ? -1 : 1;
    double current = rate;
    double best = Double.POSITIVE_INFINITY;
    int waited = 0;
    int cooling = 0;
    for (int i = 0; i < history.size(); i++) {
      double value = sign * history.value(i);
      double bound = Double.isInfinite(best) ? best : best - threshold * Math.abs(best);
      if (value < bound) {
        best = value;
        waited = 0;
      } else {
        waited++;
      }
      if (cooling > 0) {
        cooling--;
        waited = 0;
      }
      if (waited > patience) {
        current = Math.max(current * factor, minimum);
        cooling = coolDown;
        waited = 0;
      }
    }
    return current;
  }
}
