package io.kindling.bench.conformance;

import java.util.Locale;

/**
 * How a case went.
 *
 * @param reason why it did not pass; empty where it did
 */
record Outcome(Status status, String reason) {
  /** What can become of a case. */
  enum Status {
    /** Every output agrees. */
    PASSED,
    /** An output differs, or something broke. */
    FAILED,
    /** A rule says that the case cannot run here. */
    UNSUPPORTED
  }

  static Outcome passed() {
    return new Outcome(Status.PASSED, "");
  }

  static Outcome failed(String reason) {
    return new Outcome(Status.FAILED, reason);
  }

  static Outcome unsupported(String rule) {
    return new Outcome(Status.UNSUPPORTED, rule);
  }

  /** Returns the line of a case; a reason of several lines becomes one. */
  String line(String name) {
    String word = status.name().toLowerCase(Locale.ROOT);
    return reason.isEmpty()
        ? word + " " + name
        : word + " " + name + ": " + reason.replaceAll("\\s*\\R\\s*", "; ");
  }
}
