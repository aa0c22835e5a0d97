package io.kindling.bench;

import io.kindling.bench.conformance.ConformanceRun;

/** The program behind {@code bin/conformance}. */
public final class Conformance {
  private Conformance() {}

  /** Runs the cases of a folder; exits with 1 when one failed, with 2 for bad arguments. */
  public static void main(String[] args) {
    System.exit(ConformanceRun.of(args, System.out, System.err));
  }
}
