package io.kindling.layers.optimizer;

/** Rules for the constants of optimizers. */
final class Checks {
  private Checks() {}

  static void fraction(String who, String what, double value) {
    require(value >= 0 && value < 1, who, what + " in [0, 1)", value);
  }

  static void notNegative(String who, String what, double value) {
    require(value >= 0 && Double.isFinite(value), who, what + " of 0 or more", value);
  }

  static void positive(String who, String what, double value) {
    require(value > 0 && Double.isFinite(value), who, what + " above 0", value);
  }

  static void require(boolean holds, String who, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          who + ": expected " + rule + ", got " + value + ". Correct it.");
    }
  }
}
