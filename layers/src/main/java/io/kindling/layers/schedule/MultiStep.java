package io.kindling.layers.schedule;

import java.util.List;

/**
 * Multiplies the rate by a factor at given times: {@code rate factor^(number of milestones up to
 * t)}. As torch.optim.lr_scheduler.MultiStepLR.
 *
 * @param rate the first rate
 * @param milestones times in ascending order
 * @param factor what each change multiplies by
 * @param pace what t counts
 */
public record MultiStep(double rate, List<Double> milestones, double factor, Pace pace)
    implements Schedule {
  /** Checks the numbers. */
  public MultiStep {
    milestones = List.copyOf(milestones);
    Checks.notNegative("MultiStep", "a rate", rate);
    Checks.positive("MultiStep", "a factor", factor);
    Checks.require(
        milestones.equals(milestones.stream().sorted().toList()),
        "MultiStep",
        "milestones in ascending order",
        milestones);
  }

  /** Returns a schedule over epochs with the factor 0.1. */
  public static MultiStep of(double rate, Double... milestones) {
    return new MultiStep(rate, List.of(milestones), 0.1, Pace.EPOCHS);
  }

  /** Returns this schedule with another factor. */
  public MultiStep factor(double other) {
    return new MultiStep(rate, milestones, other, pace);
  }

  /** Returns this schedule at another pace. */
  public MultiStep pace(Pace other) {
    return new MultiStep(rate, milestones, factor, other);
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    double time = pace.time(step, stepsPerEpoch);
    int passed = 0;
    while (passed < milestones.size() && milestones.get(passed) <= time) {
      passed++;
    }
    return rate * Math.pow(factor, passed);
  }
}
