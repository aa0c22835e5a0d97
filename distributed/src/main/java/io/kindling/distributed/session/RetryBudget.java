package io.kindling.distributed.session;

/** How many attempts may fail in a row without getting any further. */
final class RetryBudget {
  private final int most;
  private long furthest = Report.NO_STATE;
  private int failures;

  RetryBudget(int most) {
    this.most = most;
  }

  /**
   * Counts a failed attempt and returns whether there may be another one.
   *
   * @param steps that are known to be done
   */
  boolean allowsAnother(long steps) {
    failures = steps > furthest ? 1 : failures + 1;
    furthest = Math.max(furthest, steps);
    return failures < most;
  }

  /** Returns how many attempts have failed since the last step. */
  int failures() {
    return failures;
  }
}
