package io.kindling.layers.schedule;

/** Rules for the constants of schedules. */
final class Checks {
  private Checks() {}

  static void positive(String who, String what, double value) {
    require(value > 0 && Double.isFinite(value), who, what + " above 0", value);
  }

  static void notNegative(String who, String what, double value) {
    require(value >= 0 && Double.isFinite(value), who, what + " of 0 or more", value);
  }

  static void require(boolean holds, String who, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          who + ": expected " + rule + ", got " + value + ". Correct it.");
    }
  }
}
