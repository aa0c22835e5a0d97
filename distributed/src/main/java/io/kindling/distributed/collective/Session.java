package io.kindling.distributed.collective;

import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Who takes part in a session, for collectives and their messages.
 *
 * @param rank this worker
 * @param host gives the host of every worker; it is asked for messages only
 * @param position says where training is, such as {@code epoch 0, step 17}
 */
public record Session(int rank, int workers, IntFunction<String> host, Supplier<String> position) {
  /** Checks the rank. */
  public Session {
    if (rank < 0 || rank >= workers) {
      throw new IllegalArgumentException(
          "Session: expected a rank below " + workers + ", got " + rank + ".");
    }
  }

  /** Returns how messages begin. */
  String self() {
    return "Worker " + rank + " on " + host.apply(rank);
  }

  /** Returns a worker in words. */
  String name(int other) {
    return "worker " + other + " on " + host.apply(other);
  }

  /** Returns that this worker has given up what was under way. */
  WorkerLostException givenUp(Throwable cause) {
    return new WorkerLostException(self() + " gave up in " + position.get() + ": " + cause, cause);
  }

  /** Returns that workers did not call the same methods with the same sizes. */
  IllegalStateException disagreement(int other, long ours, long theirs) {
    return new IllegalStateException(
        self()
            + ": expected "
            + ours
            + " bytes from "
            + name(other)
            + " in "
            + position.get()
            + ", got "
            + theirs
            + ". All workers must sum vectors of the same size in the same order.");
  }
}
