package io.kindling.layers.schedule;

/**
 * Raises the rate of another schedule from a part of it to all of it: {@code then(t) (start + (1 -
 * start) min(t, length) / length)}. Time goes on inside the other schedule.
 *
 * <p>Source: Priya Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour",
 * 2017, section 2.2, gradual warm-up. As torch.optim.lr_scheduler.LinearLR chained with another.
 *
 * @param then the schedule that is warmed up
 * @param length the time until its full rate
 * @param start the part at first, in [0, 1]
 * @param pace what t counts
 */
public record WarmUp(Schedule then, double length, double start, Pace pace) implements Schedule {
  /** Checks the numbers. */
  public WarmUp {
    Checks.positive("WarmUp", "a length", length);
    Checks.require(start >= 0 && start <= 1, "WarmUp", "a start in [0, 1]", start);
  }

  /** Returns a schedule over epochs and their fractions, from a thousandth of the rate. */
  public static WarmUp of(Schedule then, double length) {
    return new WarmUp(then, length, 0.001, Pace.SMOOTH_EPOCHS);
  }

  /** Returns this schedule with another part at first. */
  public WarmUp start(double part) {
    return new WarmUp(then, length, part, pace);
  }

  /** Returns this schedule at another pace. */
  public WarmUp pace(Pace other) {
    return new WarmUp(then, length, start, other);
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    double done = Math.min(pace.time(step, stepsPerEpoch) / length, 1);
    return then.rate(step, stepsPerEpoch, history) * (start + (1 - start) * done);
  }
}
