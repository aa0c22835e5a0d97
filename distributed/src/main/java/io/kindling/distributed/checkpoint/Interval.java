package io.kindling.distributed.checkpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How often something is done.
 *
 * @param number 1 or more
 */
public record Interval(long number, Unit unit) {
  /** What is counted. */
  public enum Unit {
    /** Updates of the parameters. */
    STEPS,
    /** Time. */
    SECONDS,
    /** Passes over the training rows. */
    EPOCHS
  }

  /** Checks the number. */
  public Interval {
    if (number < 1) {
      throw refusal(number + " " + unit.name().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Returns what a text says, such as {@code 500 steps}, {@code 600 seconds} or {@code 1 epochs}.
   *
   * @throws IllegalArgumentException when it says something else
   */
  public static Interval of(String text) {
    String[] words = text.trim().split("\\s+");
    if (words.length != 2) {
      throw refusal(text);
    }
    String name = words[1].toUpperCase(Locale.ROOT);
    Optional<Unit> unit =
        Arrays.stream(Unit.values())
            .filter(u -> u.name().equals(name) || u.name().equals(name + "S"))
            .findFirst();
    try {
      return new Interval(Long.parseLong(words[0]), unit.orElseThrow(() -> refusal(text)));
    } catch (NumberFormatException e) {
      throw refusal(text);
    }
  }

  /** Returns the text that {@link #of} reads. */
  public String toText() {
    return number + " " + unit.name().toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException refusal(String text) {
    return new IllegalArgumentException(
        "Interval: expected a number of 1 or more and steps, seconds or epochs, such as \"500"
            + " steps\", got \""
            + text
            + "\". Correct it.");
  }
}
