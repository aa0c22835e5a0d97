package io.kindling.bench.conformance;

/** How many cases of a run passed, failed and were unsupported. */
public record Counts(int passed, int failed, int unsupported) {
  /** The counts before the first case. */
  static final Counts NONE = new Counts(0, 0, 0);

  Counts plus(Outcome outcome) {
    return switch (outcome.status()) {
      case PASSED -> new Counts(passed + 1, failed, unsupported);
      case FAILED -> new Counts(passed, failed + 1, unsupported);
      case UNSUPPORTED -> new Counts(passed, failed, unsupported + 1);
    };
  }

  @Override
  public String toString() {
    return "passed " + passed + ", failed " + failed + ", unsupported " + unsupported;
  }
}
