package io.kindling.training;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads of a {@link LocalCollective} meet: a worker offers a vector, meets when all
 * have offered one, works on the vectors of all, and parts when all have done so.
 */
final class LocalMeeting {
  private final int workers;
  private final long limit;
  private final List<Deque<Object>> offered = new ArrayList<>();
  private final boolean[] met;
  private final boolean[] parted;
  private @Nullable Throwable failure;
  private int failed = -1;

  LocalMeeting(int workers, Duration limit) {
    this.workers = workers;
    this.limit = limit.toNanos();
    this.met = new boolean[workers];
    this.parted = new boolean[workers];
    for (int i = 0; i < workers; i++) {
      offered.add(new ArrayDeque<>());
    }
  }

  int workers() {
    return workers;
  }

  synchronized void fail(int rank, Throwable cause) {
    if (failure == null) {
      failure = cause;
      failed = rank;
    }
    notifyAll();
  }

  /** Takes back what a worker has offered; nobody works on it afterwards. */
  synchronized void abandon(int rank, Throwable cause) {
    if (!offered.get(rank).isEmpty()) {
      fail(rank, cause);
      awaitOthersOutside(rank);
    }
  }

  synchronized void offer(int rank, Object vector) {
    offered.get(rank).addLast(vector);
    notifyAll();
  }

  /** Returns the oldest vector that each worker has offered, as soon as there are all of them. */
  synchronized Object[] meet(int rank, Object own) {
    if (offered.get(rank).peekFirst() != own) {
      throw new IllegalStateException(
          "LocalCollective: expected worker "
              + rank
              + " to await vectors in the order in which it started them, got another one. Await"
              + " the oldest first.");
    }
    long deadline = System.nanoTime() + limit;
    // Those who met before must have parted, or this worker could meet twice.
    while (parted[rank] || missing().size() > 0) {
      pause(rank, deadline);
    }
    if (failure != null) {
      // The vectors of the worker that has failed may be freed by now.
      pause(rank, deadline);
    }
    met[rank] = true;
    Object[] all = new Object[workers];
    for (int i = 0; i < workers; i++) {
      all[i] = offered.get(i).getFirst();
    }
    return all;
  }

  /** Waits until every worker has done its part. */
  synchronized void part(int rank) {
    parted[rank] = true;
    boolean last = true;
    for (int i = 0; i < workers; i++) {
      last &= parted[i];
    }
    if (last) {
      for (int i = 0; i < workers; i++) {
        offered.get(i).removeFirst();
        parted[i] = false;
        met[i] = false;
      }
      notifyAll();
      return;
    }
    notifyAll();
    long deadline = System.nanoTime() + limit;
    while (parted[rank]) {
      pause(rank, deadline);
    }
  }

  /** Waits until nobody works on the vectors of all: whoever fails may free its own afterwards. */
  private void awaitOthersOutside(int rank) {
    long deadline = System.nanoTime() + limit;
    boolean interrupted = false;
    while (isAnotherInside(rank) && System.nanoTime() < deadline) {
      try {
        wait(10);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnotherInside(int rank) {
    for (int i = 0; i < workers; i++) {
      if (i != rank && met[i] && !parted[i]) {
        return true;
      }
    }
    return false;
  }

  private List<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      if (offered.get(i).isEmpty()) {
        missing.add(i);
      }
    }
    return missing;
  }

  private List<Integer> behind() {
    List<Integer> behind = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      if (offered.get(i).isEmpty() || (met[i] && !parted[i])) {
        behind.add(i);
      }
    }
    return behind;
  }

  private void pause(int rank, long deadline) {
    if (failure != null) {
      awaitOthersOutside(rank);
      throw new IllegalStateException(
          "LocalCollective: worker " + rank + " lost worker " + failed + ": " + failure, failure);
    }
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      IllegalStateException late =
          new IllegalStateException(
              "LocalCollective: expected all workers within "
                  + TimeUnit.NANOSECONDS.toMillis(limit)
                  + " ms, but worker "
                  + rank
                  + " still waits for "
                  + LocalCollective.names(behind())
                  + ". Look why they stopped, or raise the limit.");
      fail(rank, late);
      awaitOthersOutside(rank);
      throw late;
    }
    try {
      wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      IllegalStateException interrupted =
          new IllegalStateException("LocalCollective: worker " + rank + " was interrupted", e);
      fail(rank, interrupted);
      awaitOthersOutside(rank);
      throw interrupted;
    }
  }
}
