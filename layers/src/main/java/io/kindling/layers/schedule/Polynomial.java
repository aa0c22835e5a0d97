package io.kindling.layers.schedule;

/**
 * Follows a power of the time that is left: {@code end + (rate - end) (1 - min(t, length) /
 * length)^power}; with power 1 a line. As torch.optim.lr_scheduler.PolynomialLR, whose end is 0.
 *
 * @param rate the first rate
 * @param length the time until the end rate
 * @param power above 0
 * @param end the last rate
 * @param pace what t counts
 */
public record Polynomial(double rate, double length, double power, double end, Pace pace)
    implements Schedule {
  /** Checks the numbers. */
  public Polynomial {
    Checks.notNegative("Polynomial", "a rate", rate);
    Checks.positive("Polynomial", "a length", length);
    Checks.positive("Polynomial", "a power", power);
    Checks.notNegative("Polynomial", "an end rate", end);
  }

  /** Returns a line over epochs and their fractions, down to 0. */
  public static Polynomial of(double rate, double length) {
    return new Polynomial(rate, length, 1, 0, Pace.SMOOTH_EPOCHS);
  }

  /** Returns this schedule with another power. */
  public Polynomial power(double other) {
    return new Polynomial(rate, length, other, end, pace);
  }

  /** Returns this schedule with another last rate. */
  public Polynomial end(double other) {
    return new Polynomial(rate, length, power, other, pace);
  }

  /** Returns this schedule at another pace. */
  public Polynomial pace(Pace other) {
    return new Polynomial(rate, length, power, end, other);
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    double left = 1 - Math.min(pace.time(step, stepsPerEpoch) / length, 1);
    return end + (rate - end) * Math.pow(left, power);
  }
}
