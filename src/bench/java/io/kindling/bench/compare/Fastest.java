package io.kindling.bench.compare;

import io.kindling.bench.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Ours beside the best of a peer's modes. */
public final class Fastest {
  private Fastest() {}

  /** Returns the result with the highest figure, of those that have one. */
  public static Optional<Result> of(List<Result> results) {
    return results.stream()
        .filter(one -> one.rate().isPresent())
        .max(Comparator.comparingDouble(one -> one.rate().orElse(0)));
  }

  /** Returns the result with the lowest figure, of those that have one. */
  public static Optional<Result> least(List<Result> results) {
    return results.stream()
        .filter(one -> one.rate().isPresent())
        .min(Comparator.comparingDouble(one -> one.rate().orElse(0)));
  }

  /**
   * Returns the row of ours beside the fastest.
   *
   * @param peers every mode that was measured
   * @param missing why there are no peers
   */
  public static Row row(
      String name,
      OptionalDouble required,
      Result ours,
      List<Result> peers,
      Optional<String> missing) {
    return row(name, required, ours, of(peers), missing.orElse("every mode of the peer failed"));
  }

  /** Returns the row of ours beside the only other one; why that failed stands in the note. */
  public static Row row(String name, OptionalDouble required, Result ours, Result other) {
    Optional<Result> measured = Optional.of(other).filter(one -> one.rate().isPresent());
    String why = other.tally().failure().orElse("no rounds").lines().findFirst().orElse("");
    return row(name, required, ours, measured, other.name() + " failed: " + why);
  }

  /**
   * Returns the row of ours beside one other.
   *
   * @param missing the note where there is no other
   */
  public static Row row(
      String name, OptionalDouble required, Result ours, Optional<Result> peer, String missing) {
    if (peer.isEmpty()) {
      String note = marks(ours, ours, missing);
      return new Row(name, ours.rate(), OptionalDouble.empty(), required, ours.unit(), note);
    }
    Result other = peer.get();
    String note = marks(ours, other, other.name());
    return new Row(name, ours.rate(), other.rate(), required, ours.unit(), note);
  }

  /**
   * Returns the row of the share that ours reaches of the arithmetic limit.
   *
   * @param operations that are counted for one unit of ours
   * @param limit in billions of operations a second; described by the product
   */
  public static Row share(
      String name, OptionalDouble required, Result ours, double operations, Result limit) {
    OptionalDouble reached =
        ours.rate().isPresent()
            ? OptionalDouble.of(ours.rate().getAsDouble() * operations / 1e9)
            : OptionalDouble.empty();
    String note = marks(ours, limit, "limit: " + limit.description());
    return new Row(
        name + ", share of the limit", reached, limit.rate(), required, limit.unit(), note);
  }

  /** Returns a note with what takes weight from the figures. */
  public static String marks(Result ours, Result peer, String note) {
    Optional<String> failure = ours.tally().failure();
    if (failure.isPresent()) {
      return "ours failed: " + failure.get().lines().findFirst().orElse("");
    }
    boolean marked = ours.tally().marked() || peer.tally().marked();
    return marked ? note + "; the machine was never quiet" : note;
  }
}
