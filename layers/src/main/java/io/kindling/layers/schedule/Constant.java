package io.kindling.layers.schedule;

/**
 * The same rate at every step.
 *
 * @param rate the rate
 */
public record Constant(double rate) implements Schedule {
  /** Checks the rate. */
  public Constant {
    Checks.notNegative("Constant", "a rate", rate);
  }

  /** Returns the schedule. */
  public static Constant of(double rate) {
    return new Constant(rate);
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    return rate;
  }
}
