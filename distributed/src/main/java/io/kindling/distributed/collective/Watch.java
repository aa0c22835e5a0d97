package io.kindling.distributed.collective;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Waits for other workers within the limit, and ends every wait when the session has failed. */
final class Watch {
  private final Session session;
  private final Duration limit;
  private @Nullable RuntimeException failure;
  private @Nullable Supplier<List<Integer>> awaited;
  private long since;

  Watch(Session session, Duration limit) {
    this.session = session;
    this.limit = limit;
  }

  /** Ends all waits; the first failure is kept. */
  synchronized void fail(RuntimeException cause) {
    if (failure == null) {
      failure = cause;
    }
    notifyAll();
  }

  /** Lets waiting threads look again. */
  synchronized void changed() {
    notifyAll();
  }

  synchronized boolean hasFailed() {
    return failure != null;
  }

  /**
   * Throws when the session has failed.
   *
   * @throws RuntimeException with the failure as its cause
   */
  synchronized void check() {
    if (failure != null) {
      throw again(failure);
    }
  }

  /**
   * Waits until a condition holds, which is looked at under this object's monitor.
   *
   * @param missing the ranks that are waited for, for the message
   * @throws RuntimeException when the session fails or the limit passes
   */
  synchronized void await(BooleanSupplier condition, Supplier<List<Integer>> missing) {
    since = System.nanoTime();
    awaited = missing;
    try {
      awaitWithin(since + limit.toNanos(), condition, missing);
    } finally {
      awaited = null;
    }
  }

  /** Returns for whom a thread waits now. */
  synchronized Waiting waiting(long arrived) {
    Supplier<List<Integer>> now = awaited;
    return now == null
        ? Waiting.none(arrived)
        : new Waiting(now.get(), (System.nanoTime() - since) / 1_000_000, arrived);
  }

  private void awaitWithin(long end, BooleanSupplier condition, Supplier<List<Integer>> missing) {
    while (!condition.getAsBoolean()) {
      check();
      long left = end - System.nanoTime();
      if (left <= 0) {
        fail(late(missing.get()));
        check();
      }
      try {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(session.self() + ": interrupted while it waited.", e);
      }
    }
  }

  private WorkerLostException late(List<Integer> missing) {
    return new WorkerLostException(
        session.self()
            + ": expected the values of "
            + missing.stream().map(session::name).collect(Collectors.joining(", "))
            + " in "
            + session.position().get()
            + " within "
            + limit.toMillis()
            + " ms, got nothing. Look at the log of that worker, or raise the limit.",
        null);
  }

  private static RuntimeException again(RuntimeException failure) {
    // A new one, so that the stack is that of the thread which waited.
    return failure instanceof WorkerLostException
        ? new WorkerLostException(failure.getMessage(), failure)
        : new IllegalStateException(failure.getMessage(), failure);
  }
}
