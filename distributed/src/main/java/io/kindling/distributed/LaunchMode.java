package io.kindling.distributed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the workers of a fit are started. */
public enum LaunchMode {
  /** As a barrier stage; under dynamic allocation, which Spark refuses for those, as rendezvous. */
  AUTO,
  /** As a barrier stage: Spark starts all tasks at the same time or none. */
  BARRIER,
  /**
   * As an ordinary stage, whose tasks begin to train when all have come: pending tasks make Spark
   * request executors, and running ones make it keep them.
   */
  RENDEZVOUS;

  /** Returns the name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns all names. */
  public static List<String> words() {
    return Arrays.stream(values()).map(LaunchMode::word).toList();
  }

  /** Returns the one with a name. */
  public static LaunchMode of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
