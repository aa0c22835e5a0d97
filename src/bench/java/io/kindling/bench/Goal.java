package io.kindling.bench;

/** On which side of a required ratio a figure shall be. */
public enum Goal {
  /** More is better, as of rates. */
  AT_LEAST(""),
  /** Less is better, as of bytes and of seconds. */
  AT_MOST("<="),
  /** None, because nothing was measured: what is needed is not on this machine. */
  SKIPPED("");

  private final String sign;

  Goal(String sign) {
    this.sign = sign;
  }

  /** Returns what stands before the required ratio in tables. */
  String sign() {
    return sign;
  }

  /** Returns whether a ratio is what is required; one that is not a number never is. */
  boolean reached(double ratio, double required) {
    return switch (this) {
      case AT_LEAST -> ratio >= required;
      case AT_MOST -> ratio <= required;
      case SKIPPED -> false;
    };
  }
}
