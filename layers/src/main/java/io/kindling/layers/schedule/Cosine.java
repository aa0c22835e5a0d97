package io.kindling.layers.schedule;

/**
 * Follows half a cosine wave down: {@code end + (rate - end) (1 + cos(pi min(t, length) / length))
 * / 2}.
 *
 * <p>Source: Ilya Loshchilov, Frank Hutter, "SGDR: stochastic gradient descent with warm restarts",
 * ICLR 2017, equation 5. As torch.optim.lr_scheduler.CosineAnnealingLR up to the length; there the
 * rate rises again afterwards, here it stays.
 *
 * @param rate the first rate
 * @param length the time until the end rate
 * @param end the last rate
 * @param pace what t counts
 */
public record Cosine(double rate, double length, double end, Pace pace) implements Schedule {
  /** Checks the numbers. */
  public Cosine {
    Checks.notNegative("Cosine", "a rate", rate);
    Checks.positive("Cosine", "a length", length);
    Checks.notNegative("Cosine", "an end rate", end);
  }

  /** Returns a schedule over epochs and their fractions, down to 0. */
  public static Cosine of(double rate, double length) {
    return new Cosine(rate, length, 0, Pace.SMOOTH_EPOCHS);
  }

  /** Returns this schedule with another last rate. */
  public Cosine end(double other) {
    return new Cosine(rate, length, other, pace);
  }

  /** Returns this schedule at another pace. */
  public Cosine pace(Pace other) {
    return new Cosine(rate, length, end, other);
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    double done = Math.min(pace.time(step, stepsPerEpoch) / length, 1);
    return end + (rate - end) * (1 + Math.cos(Math.PI * done)) / 2;
  }
}
