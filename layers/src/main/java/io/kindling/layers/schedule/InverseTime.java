package io.kindling.layers.schedule;

/**
 * Divides the rate by a line: {@code rate / (1 + decay t)}. At the pace of steps this is the {@code
 * lr_decay} of torch.optim.Adagrad, and the InverseTimeDecay of Keras.
 *
 * @param rate the first rate
 * @param decay 0 or more
 * @param pace what t counts
 */
public record InverseTime(double rate, double decay, Pace pace) implements Schedule {
  /** Checks the numbers. */
  public InverseTime {
    Checks.notNegative("InverseTime", "a rate", rate);
    Checks.notNegative("InverseTime", "a decay", decay);
  }

  /** Returns a schedule over epochs and their fractions. */
  public static InverseTime of(double rate, double decay) {
    return new InverseTime(rate, decay, Pace.SMOOTH_EPOCHS);
  }

  /** Returns this schedule at another pace. */
  public InverseTime pace(Pace other) {
    return new InverseTime(rate, decay, other);
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    return rate / (1 + decay * pace.time(step, stepsPerEpoch));
  }
}
