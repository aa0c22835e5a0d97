package io.kindling.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All rounds of a contender.
 *
 * <p>The rounds that count are the undisturbed ones. Where the machine was hardly ever quiet (fewer
 * than {@link #FEWEST}, or than were wanted when that is less) all count, and the figures carry a
 * mark.
 *
 * @param contender its name
 * @param wanted how many undisturbed rounds were asked for
 * @param rounds in order
 * @param failure why it could not go on; empty when it could
 */
public record Tally(String contender, int wanted, List<Round> rounds, Optional<String> failure) {
  /** The fewest undisturbed rounds that are believed on a machine that is not quiet. */
  public static final int FEWEST = 3;

  /** Copies the list. */
  public Tally {
    rounds = List.copyOf(rounds);
  }

  private List<Round> quiet() {
    return rounds.stream().filter(round -> !round.disturbed()).toList();
  }

  /** Returns whether it has the rounds that were asked for, or will never have them. */
  public boolean complete() {
    return failure.isPresent() || quiet().size() >= wanted;
  }

  /** Returns whether disturbed rounds had to be counted. */
  public boolean marked() {
    return quiet().size() < Math.min(wanted, FEWEST);
  }

  /** Returns how many rounds were left out because they were disturbed. */
  public long discarded() {
    return marked() ? 0 : rounds.size() - quiet().size();
  }

  private List<Round> counted() {
    return marked() ? rounds : quiet();
  }

  /** Returns the median rate in units per second; empty when it failed. */
  public OptionalDouble rate() {
    return failure.isPresent()
        ? OptionalDouble.empty()
        : Medians.of(counted().stream().map(Round::rate).toList());
  }

  /** Returns the median of processor time over time by the clock. */
  public OptionalDouble cores() {
    return Medians.of(counted().stream().flatMap(r -> r.cores().stream().boxed()).toList());
  }

  /**
   * Returns the median of units per second of processor time, which other processes hardly change
   * when it runs on one thread; with several, their waiting for each other counts.
   */
  public OptionalDouble perCore() {
    return Medians.of(
        counted().stream()
            .filter(round -> round.cores().orElse(0) > 0)
            .map(round -> round.rate() / round.cores().getAsDouble())
            .toList());
  }

  /** Returns the counted rates' spread, the rounds and the processor time, for people. */
  public String details() {
    if (failure.isPresent()) {
      return failure.get();
    }
    double low = counted().stream().mapToDouble(Round::rate).min().orElse(0);
    double high = counted().stream().mapToDouble(Round::rate).max().orElse(0);
    String cpu = cores().isPresent() ? decimal(cores().getAsDouble()) : "unknown";
    String judged =
        rounds.stream().allMatch(r -> r.others().isPresent())
            ? "discarded " + discarded()
            : "others not watched";
    String mark = marked() ? ", NEVER QUIET: disturbed rounds count" : "";
    return String.format(
        Locale.ROOT,
        "%,.0f to %,.0f, CPU/wall %s, %s per CPU second, %d rounds counted, %s%s",
        low,
        high,
        cpu,
        perCore().isPresent() ? String.format(Locale.ROOT, "%,.0f", perCore().getAsDouble()) : "-",
        counted().size(),
        judged,
        mark);
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
