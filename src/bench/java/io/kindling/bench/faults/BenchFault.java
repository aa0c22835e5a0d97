package io.kindling.bench.faults;

import java.util.Locale;

/** A fault that is brought about from outside. */
enum BenchFault {
  /** SIGKILL to an executor's process. */
  KILLED(20, "an executor is killed in mid-epoch and replaced: how much later the fit ends"),
  /** SIGSTOP to an executor's process. */
  STOPPED(60, "an executor is stopped, given up and replaced: how much later the fit ends"),
  /** The fit's job group is cancelled. */
  CANCELLED(5, "from the cancelling of the fit's job group to its end");

  private final double most;
  private final String meaning;

  BenchFault(double most, String meaning) {
    this.most = most;
    this.meaning = meaning;
  }

  /** Returns how many seconds it may take. */
  double most() {
    return most;
  }

  String meaning() {
    return meaning;
  }

  String part() {
    return name().toLowerCase(Locale.ROOT);
  }

  static BenchFault of(String part) {
    return valueOf(part.toUpperCase(Locale.ROOT));
  }
}
