package io.kindling.layers.schedule;

/**
 * Multiplies the rate by a factor per unit of time: {@code rate factor^t}. As
 * torch.optim.lr_scheduler.ExponentialLR at the pace of epochs.
 *
 * @param rate the first rate
 * @param factor above 0
 * @param pace what t counts
 */
public record Exponential(double rate, double factor, Pace pace) implements Schedule {
  /** Checks the numbers. */
  public Exponential {
    Checks.notNegative("Exponential", "a rate", rate);
    Checks.positive("Exponential", "a factor", factor);
  }

  /** Returns a schedule over epochs. */
  public static Exponential of(double rate, double factor) {
    return new Exponential(rate, factor, Pace.EPOCHS);
  }

  /** Returns this schedule at another pace. */
  public Exponential pace(Pace other) {
    return new Exponential(rate, factor, other);
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    return rate * Math.pow(factor, pace.time(step, stepsPerEpoch));
  }
}
