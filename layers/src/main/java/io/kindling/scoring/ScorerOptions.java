package io.kindling.scoring;

import io.kindling.training.Compute;
import java.time.Duration;

/**
 * How a {@link Scorer} works.
 *
 * @param plans how many calls compute at the same time, 1 or more; further ones wait. Each has
 *     memory and threads of its own
 * @param batch the most rows that are computed at once, 1 or more; larger calls go in parts
 * @param patience how long a call waits for its turn, and closing for calls that are under way
 * @param compute the backend, the threads of each plan and the precision
 */
public record ScorerOptions(int plans, int batch, Duration patience, Compute compute) {
  /** Checks the numbers. */
  public ScorerOptions {
    if (plans < 1
        || batch < 1
        || patience.isNegative()
        || patience.isZero()
        || compute.threads() < 1) {
      throw new IllegalArgumentException(
          "ScorerOptions: expected 1 or more plans, rows and threads and a time above 0, got plans"
              + " %d, batch %d, patience %s, threads %d. Raise what is too small."
                  .formatted(plans, batch, patience, compute.threads()));
    }
  }

  /** Returns one plan of one thread for each processor, 32 rows at once and waits of 30 s. */
  public static ScorerOptions defaults() {
    return new ScorerOptions(
        Runtime.getRuntime().availableProcessors(),
        32,
        Duration.ofSeconds(30),
        new Compute(Compute.AUTO, 1));
  }

  /** Returns these options for another number of calls at the same time. */
  public ScorerOptions plans(int other) {
    return new ScorerOptions(other, batch, patience, compute);
  }

  /** Returns these options for another number of rows at once. */
  public ScorerOptions batch(int other) {
    return new ScorerOptions(plans, other, patience, compute);
  }

  /** Returns these options with another patience. */
  public ScorerOptions patience(Duration other) {
    return new ScorerOptions(plans, batch, other, compute);
  }

  /** Returns these options for another number of threads of each plan. */
  public ScorerOptions threads(int other) {
    return compute(new Compute(compute.backend(), other, compute.precision()));
  }

  /** Returns these options on another backend or in another precision. */
  public ScorerOptions compute(Compute other) {
    return new ScorerOptions(plans, batch, patience, other);
  }
}
