package io.kindling.bench;

/** On which side of a required ratio a figure shall be. */
public enum Goal {
  /** More is better, as of rates. */
  AT_LEAST(""),
  /** Less is better, as of bytes and of seconds. */
  AT_MOST("<=");

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
    return this == AT_LEAST ? ratio >= required : ratio <= required;
  }
}
