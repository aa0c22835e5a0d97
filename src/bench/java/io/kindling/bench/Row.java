package io.kindling.bench;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure of ours beside that of a peer.
 *
 * @param ours what Kindling reached; empty when it could not be measured
 * @param peer what the peer reached; empty when it could not be measured
 * @param required the ratio of ours to the peer's that is to be reached; empty when none is
 * @param goal on which side of the required ratio ours shall be
 * @param note which peer it was, and what else a reader needs to judge the figures
 */
public record Row(
    String name,
    OptionalDouble ours,
    OptionalDouble peer,
    OptionalDouble required,
    Goal goal,
    String unit,
    String note) {
  /** Returns a row in which more is better. */
  public Row(
      String name,
      OptionalDouble ours,
      OptionalDouble peer,
      OptionalDouble required,
      String unit,
      String note) {
    this(name, ours, peer, required, Goal.AT_LEAST, unit, note);
  }

  /** Returns the row of what was not measured, which is neither in order nor not. */
  public static Row skipped(String name, OptionalDouble required, String unit, String reason) {
    OptionalDouble none = OptionalDouble.empty();
    return new Row(name, none, none, required, Goal.SKIPPED, unit, reason);
  }

  /** Returns this row under another name. */
  Row named(String other) {
    return new Row(other, ours, peer, required, goal, unit, note);
  }

  /** Returns this row with another goal. */
  public Row goal(Goal other) {
    return new Row(name, ours, peer, required, other, unit, note);
  }

  /** Returns ours over the peer's, where both were measured. */
  public OptionalDouble ratio() {
    return ours.isPresent() && peer.isPresent() && peer.getAsDouble() > 0
        ? OptionalDouble.of(ours.getAsDouble() / peer.getAsDouble())
        : OptionalDouble.empty();
  }

  /**
   * Returns whether the row is in order: ours was measured, and the ratio is what is required.
   * Empty when that cannot be judged, because the peer is missing or the row was skipped.
   */
  public Optional<Boolean> ok() {
    if (goal == Goal.SKIPPED) {
      return Optional.empty();
    }
    if (ours.isEmpty()) {
      return Optional.of(false);
    }
    if (peer.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        required.isEmpty() || goal.reached(ratio().orElse(Double.NaN), required.getAsDouble()));
  }

  /** Returns whether the row is known not to be in order. */
  public boolean failed() {
    return ok().equals(Optional.of(false));
  }
}
