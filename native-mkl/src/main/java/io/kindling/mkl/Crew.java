package io.kindling.mkl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work on the parts of a plan side by side, each part on one thread: there is no team
 * of OpenMP's that meets after every primitive.
 */
final class Crew implements AutoCloseable {
  private final List<ComputeThread> threads;

  private Crew(List<ComputeThread> threads) {
    this.threads = threads;
  }

  /** Starts threads for the library that was loaded from a file. */
  static Crew start(String name, int count, String library) {
    List<ComputeThread> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(ComputeThread.start(name));
    }
    Crew crew = new Crew(List.copyOf(started));
    try {
      started.forEach(thread -> thread.run(() -> OpenMp.of(library).threads(1)));
      return crew;
    } catch (RuntimeException e) {
      crew.close();
      throw e;
    }
  }

  int size() {
    return threads.size();
  }

  /** Returns the thread on which plans are compiled and closed. */
  ComputeThread first() {
    return threads.get(0);
  }

  /**
   * Runs a task on every thread at once and waits for all.
   *
   * @throws IllegalStateException when the threads are closed
   */
  synchronized void run(Runnable task) {
    for (int i = 0; i < threads.size(); i++) {
      threads.get(i).start(task);
    }
    @Nullable RuntimeException failure = null;
    @Nullable Error error = null;
    for (int i = 0; i < threads.size(); i++) {
      try {
        threads.get(i).finish();
      } catch (RuntimeException e) {
        failure = e;
      } catch (Error e) {
        error = e;
      }
    }
    if (error != null) {
      throw error;
    } else if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    threads.forEach(ComputeThread::close);
  }
}
