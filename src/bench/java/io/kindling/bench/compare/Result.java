package io.kindling.bench.compare;

import io.kindling.bench.measure.Tally;
import java.util.OptionalDouble;

/**
 * What became of a contender.
 *
 * @param unit what it was counted in
 * @param description what it said of itself; empty when it said nothing
 */
public record Result(Tally tally, String unit, String description) {
  /** Returns the median; empty when it failed. */
  public OptionalDouble rate() {
    return tally.rate();
  }

  /** Returns its name. */
  public String name() {
    return tally.contender();
  }
}
