package io.kindling.bench.measure;

import java.util.OptionalDouble;

/**
 * What one contender did in one turn.
 *
 * @param units how much it did
 * @param seconds how long that took by the clock
 * @param cores processor time over time by the clock, where the system tells
 * @param others the share of all processor time that other processes had, where the system tells
 */
public record Round(double units, double seconds, OptionalDouble cores, OptionalDouble others) {
  /** The share of the processors from which on others disturb. */
  public static final double MOST_OTHERS = 0.05;

  /** Returns units per second. */
  public double rate() {
    return units / seconds;
  }

  /** Returns whether other processes had more of the processors than a fair round allows. */
  public boolean disturbed() {
    return others.orElse(0) > MOST_OTHERS;
  }
}
