package io.kindling.training;

import io.kindling.backend.Backends;

/**
 * What the arithmetic runs on.
 *
 * @param backend the name of a backend, or {@code auto}
 * @param threads threads of each worker; 0 for as many as the worker has cores
 */
public record Compute(String backend, int threads) {
  /** The name that leaves the choice of the backend to the platform. */
  public static final String AUTO = Backends.AUTO;

  /** Checks the number. */
  public Compute {
    if (threads < 0) {
      throw new IllegalArgumentException(
          "Compute: expected 0 threads or more, got " + threads + ". Correct it.");
    }
  }

  /** Returns the platform's backend on all cores. */
  public static Compute auto() {
    return new Compute(AUTO, 0);
  }
}
