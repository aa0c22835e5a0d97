package io.kindling.training;

import java.time.Duration;

/**
 * Which steps an observer wants to hear of. Nothing is made or sent for the others.
 *
 * @param every a step is told when the number of steps that are done is a multiple of this; 0 never
 * @param millis a step is told when this time has passed since the last that was told; 0 never
 * @param distributions parameters and gradients are told after multiples of this many steps; 0
 *     never
 * @param points so many steps, evenly spread over all epochs, are told; 0 none
 */
public record StepInterest(long every, long millis, long distributions, long points) {
  private static final StepInterest NONE = new StepInterest(0, 0, 0, 0);
  private static final long NANOS = 1_000_000;

  /** Checks the numbers. */
  public StepInterest {
    if (every < 0 || millis < 0 || distributions < 0 || points < 0) {
      throw new IllegalArgumentException(
          "StepInterest: expected numbers of 0 or more, got %d, %d, %d and %d. Raise them."
              .formatted(every, millis, distributions, points));
    }
  }

  /** Returns an interest in no step. */
  public static StepInterest none() {
    return NONE;
  }

  /** Returns an interest in every step. */
  public static StepInterest all() {
    return every(1);
  }

  /** Returns an interest in every so many steps. */
  public static StepInterest every(long steps) {
    return new StepInterest(steps, 0, 0, 0);
  }

  /** Returns an interest in a step now and then. */
  public static StepInterest within(Duration time) {
    return new StepInterest(0, time.toMillis(), 0, 0);
  }

  /** Returns this with an interest in parameters and gradients every so many steps. */
  public StepInterest distributions(long steps) {
    return new StepInterest(every, millis, steps, points);
  }

  /** Returns this with an interest in so many steps, evenly spread over all epochs. */
  public StepInterest points(long number) {
    return new StepInterest(every, millis, distributions, number);
  }

  /** Returns how many steps lie from one of those points to the next; 0 when there are none. */
  public static long stride(long points, long steps) {
    return points == 0 ? 0 : Math.max(1, (steps + points - 1) / points);
  }

  /** Returns whether no step is wanted. */
  public boolean isNone() {
    return every == 0 && millis == 0 && distributions == 0 && points == 0;
  }

  /** Returns the least interest in which both observers hear of all that they want. */
  public StepInterest and(StepInterest other) {
    return new StepInterest(
        divisor(every, other.every),
        millis == 0 || other.millis == 0
            ? Math.max(millis, other.millis)
            : Math.min(millis, other.millis),
        divisor(distributions, other.distributions),
        Math.max(points, other.points));
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  /**
   * Returns whether a step is told.
   *
   * @param done the number of steps that are done
   * @param all the number of steps of all epochs
   * @param nanos since the last that was told
   */
  boolean wants(long done, long all, long nanos) {
    return (every > 0 && done % every == 0)
        || (millis > 0 && nanos >= millis * NANOS)
        || (points > 0 && done % stride(points, all) == 0);
  }

  /** Returns whether parameters and gradients are told after so many steps. */
  boolean wantsDistributions(long done) {
    return distributions > 0 && done % distributions == 0;
  }
}
