package io.kindling.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The side of a contender's own process: tells a loop how long to go on, and reports what it did.
 *
 * <p>{@code while (pace.next()) step();} is the whole contender. The first steps are the warm-up,
 * whose end is reported by {@code @ready}; then it blocks until a round is asked for. A round is
 * the time from one call of {@link #next} to another with whole steps in between.
 */
public final class Pace {
  private final BufferedReader from;
  private final PrintStream to;
  private final Supplier<String> description;
  private final double unitsPerStep;
  private final LongSupplier excluded;
  private long excludedBefore;
  private long begin;
  private long nanos;
  private long steps = -1;
  private boolean warm;

  /**
   * Begins with the warm-up.
   *
   * @param description is asked what to say of this contender when it is warm
   * @param unitsPerStep what one step is counted as
   * @param warmUp seconds
   * @param excluded nanoseconds so far that do not count as time of the rounds
   */
  Pace(
      BufferedReader from,
      PrintStream to,
      Supplier<String> description,
      double unitsPerStep,
      double warmUp,
      LongSupplier excluded) {
    this.excluded = excluded;
    this.from = from;
    this.to = to;
    this.description = description;
    this.unitsPerStep = unitsPerStep;
    this.nanos = nanos(warmUp);
  }

  /** Returns the pace of this process, which it is told on the standard input. */
  public static Pace ofProcess(Supplier<String> description, double unitsPerStep, double warmUp) {
    return ofProcess(description, unitsPerStep, warmUp, () -> 0);
  }

  /** Returns the pace of this process, of whose steps a part does not count as time. */
  public static Pace ofProcess(
      Supplier<String> description, double unitsPerStep, double warmUp, LongSupplier excluded) {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return new Pace(in, System.out, description, unitsPerStep, warmUp, excluded);
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  /**
   * Returns whether there is one more step to do; blocks between rounds.
   *
   * @throws IllegalArgumentException when it reads something else than rounds
   */
  public boolean next() {
    steps++;
    if (steps == 0) {
      begin = System.nanoTime();
      return true;
    }
    long passed = System.nanoTime() - begin;
    if (passed < nanos) {
      return true;
    }
    if (warm) {
      double seconds = (passed - (excluded.getAsLong() - excludedBefore)) / 1e9;
      say(String.format(Locale.ROOT, "@round %.3f %.9f", steps * unitsPerStep, seconds));
    } else {
      warm = true;
      say("@ready " + description.get());
    }
    return waitForRound();
  }

  private void say(String line) {
    to.println(line);
    to.flush();
  }

  private boolean waitForRound() {
    String line;
    try {
      line = from.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (line == null) {
      return false;
    }
    if (!line.startsWith("round ")) {
      throw new IllegalArgumentException(
          "Pace: expected \"round SECONDS\", got \"" + line + "\". Correct the caller.");
    }
    nanos = nanos(Double.parseDouble(line.substring("round ".length())));
    steps = 0;
    excludedBefore = excluded.getAsLong();
    begin = System.nanoTime();
    return true;
  }
}
