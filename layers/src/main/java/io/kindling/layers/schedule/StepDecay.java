package io.kindling.layers.schedule;

/**
 * Multiplies the rate by a factor at even intervals: {@code rate factor^floor(t / interval)}. As
 * torch.optim.lr_scheduler.StepLR.
 *
 * @param rate the first rate
 * @param interval the time between changes
 * @param factor what each change multiplies by
 * @param pace what t counts
 */
public record StepDecay(double rate, double interval, double factor, Pace pace)
    implements Schedule {
  /** Checks the numbers. */
  public StepDecay {
    Checks.notNegative("StepDecay", "a rate", rate);
    Checks.positive("StepDecay", "an interval", interval);
    Checks.positive("StepDecay", "a factor", factor);
  }

  /** Returns a schedule over epochs with the factor 0.1. */
  public static StepDecay of(double rate, double interval) {
    return new StepDecay(rate, interval, 0.1, Pace.EPOCHS);
  }

  /** Returns this schedule with another factor. */
  public StepDecay factor(double other) {
    return new StepDecay(rate, interval, other, pace);
  }

  /** Returns this schedule at another pace. */
  public StepDecay pace(Pace other) {
    return new StepDecay(rate, interval, factor, other);
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    return rate * Math.pow(factor, Math.floor(pace.time(step, stepsPerEpoch) / interval));
  }
}
