package io.kindling.layers.schedule;

/**
 * Another schedule times a number: {@code factor then(t)}, so that the rate of any schedule can be
 * searched without taking it apart.
 *
 * <p>As torch.optim.lr_scheduler.ConstantLR, without an end, chained with another.
 *
 * @param factor above 0
 * @param then the schedule that is multiplied
 */
public record Scaled(double factor, Schedule then) implements Schedule {
  /** Checks the factor. */
  public Scaled {
    Checks.positive("Scaled", "a factor", factor);
  }

  /** Returns a schedule times a number. */
  public static Scaled of(double factor, Schedule then) {
    return new Scaled(factor, then);
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    return factor * then.rate(step, stepsPerEpoch, history);
  }
}
