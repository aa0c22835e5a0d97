package io.kindling.layers.schedule;

/** What a schedule counts. */
public enum Pace {
  /** Steps done. */
  STEPS,
  /** Whole epochs done; the rate changes between epochs only. */
  EPOCHS,
  /** Epochs with their fraction; the rate changes with every step. */
  SMOOTH_EPOCHS;

  /** Returns how much was done before a step. */
  double time(long step, long stepsPerEpoch) {
    return switch (this) {
      case STEPS -> step;
      case EPOCHS -> step / stepsPerEpoch;
      case SMOOTH_EPOCHS -> (double) step / stepsPerEpoch;
    };
  }

  /** Returns the number of steps in a length of time. */
  long steps(double length, long stepsPerEpoch) {
    return Math.round(this == STEPS ? length : length * stepsPerEpoch);
  }
}
