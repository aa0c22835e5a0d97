package io.kindling.mkl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

  /** Starts threads for the library that was loaded from a file, which wait for tasks awake. */
  static Crew startAwake(String name, int count, String library) {
    return start(name, count, library, ComputeThread::startAwake);
  }

  /** Starts threads that sleep between tasks, since the processors are OpenMP's meanwhile. */
  static Crew startSleeping(String name, int count, String library) {
    return start(name, count, library, ComputeThread::startSleeping);
  }

  private static Crew start(
      String name, int count, String library, Function<String, ComputeThread> starter) {
    List<ComputeThread> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(starter.apply(name));
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

  /**
   * Runs a task on every thread and on the caller's at once and waits for all.
   *
   * @throws IllegalStateException when the threads are closed
   */
  synchronized void runWithCaller(Runnable task) {
    start(task);
    @Nullable Throwable failure = null;
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    finish(failure);
  }

  private void start(Runnable task) {
    for (int i = 0; i < threads.size(); i++) {
      threads.get(i).start(task);
    }
  }

  private void finish(@Nullable Throwable before) {
    @Nullable Throwable failure = before;
    for (int i = 0; i < threads.size(); i++) {
      try {
        threads.get(i).finish();
      } catch (RuntimeException | Error e) {
        // An error says more than what followed from it.
        failure = failure instanceof Error ? failure : e;
      }
    }
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  @Override
  public void close() {
    threads.forEach(ComputeThread::close);
  }
}
