package io.kindling.distributed.collective;

import java.util.List;
import java.util.function.Supplier;

/**
 * Who takes part in a session, for collectives and their messages.
 *
 * @param rank this worker
 * @param hosts the host of every worker, by rank
 * @param position says where training is, such as {@code epoch 0, step 17}
 */
public record Session(int rank, List<String> hosts, Supplier<String> position) {
  /** Copies the list and checks the rank. */
  public Session {
    hosts = List.copyOf(hosts);
    if (rank < 0 || rank >= hosts.size()) {
      throw new IllegalArgumentException(
          "Session: expected a rank below " + hosts.size() + ", got " + rank + ".");
    }
  }

  /** Returns the number of workers. */
  public int workers() {
    return hosts.size();
  }

  /** Returns how messages begin. */
  String self() {
    return "Worker " + rank + " on " + hosts.get(rank);
  }

  /** Returns a worker in words. */
  String name(int other) {
    return "worker " + other + " on " + hosts.get(other);
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
