package io.kindling.mkl;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a backend on which plans are compiled and run, so that OpenMP keeps one team of
 * threads for it and frees it when the thread ends.
 *
 * <p>Handing over a prepared task allocates nothing. The caller is blocked until the task has ended
 * even when it is interrupted, since the task uses its memory; the interruption is kept.
 */
final class ComputeThread implements AutoCloseable {
  /** The turns for which the thread looks for the next task before it sleeps, about 20 us. */
  private static final int SPINS = 400;

  /**
   * The turns for which threads that share short runs look for each other, about 200 us: what a
   * caller does between two runs of a small plan, and the most that one is ahead of the other. To
   * be woken costs them more.
   */
  private static final int AWAKE_SPINS = 4_000;

  /** No turns: where another thread is to have the processor as soon as a task has ended. */
  private static final int NONE = 0;

  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int spins;
  private final int callerSpins;
  private final Thread thread;
  private volatile @Nullable Runnable task;
  private volatile @Nullable Thread caller;
  private volatile boolean closing;
  private @Nullable Throwable failure;

  private ComputeThread(String name, int spins, int callerSpins) {
    this.spins = spins;
    this.callerSpins = callerSpins;
    thread = new Thread(this::loop, name);
    thread.setDaemon(true);
  }

  /** Starts a thread. */
  static ComputeThread start(String name) {
    return start(new ComputeThread(name, SPINS, NONE));
  }

  /** Starts a thread that sleeps between tasks. */
  static ComputeThread startSleeping(String name) {
    return start(new ComputeThread(name, NONE, NONE));
  }

  /** Starts a thread that is looked at, and looks, for some time before anybody sleeps. */
  static ComputeThread startAwake(String name) {
    return start(new ComputeThread(name, AWAKE_SPINS, AWAKE_SPINS));
  }

  private static ComputeThread start(ComputeThread started) {
    started.thread.start();
    return started;
  }

  private void loop() {
    while (true) {
      Runnable next = await();
      if (next == null) {
        return;
      }
      try {
        next.run();
      } catch (Throwable e) {
        failure = e;
      }
      Thread waiting = caller;
      task = null;
      LockSupport.unpark(waiting);
    }
  }

  private @Nullable Runnable await() {
    int left = spins;
    while (true) {
      Runnable next = task;
      if (next != null) {
        return next;
      }
      if (closing) {
        return null;
      }
      if (left > 0) {
        left--;
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
      }
    }
  }

  /**
   * Runs a task on the thread and waits for its end; one caller at a time.
   *
   * @throws IllegalStateException when the thread is closed
   */
  synchronized void run(Runnable next) {
    if (Thread.currentThread() == thread && !closing) {
      next.run();
      return;
    }
    start(next);
    finish();
  }

  /**
   * Lets the thread begin a task; {@link #finish} follows, from the same thread, before the next.
   *
   * @throws IllegalStateException when the thread is closed
   */
  void start(Runnable next) {
    if (closing) {
      throw new IllegalStateException(
          thread.getName() + ": expected an open backend, got a closed one. Open another.");
    }
    caller = Thread.currentThread();
    task = next;
    LockSupport.unpark(thread);
  }

  /** Waits for the end of the task that was started, and throws what it threw. */
  void finish() {
    boolean interrupted = false;
    for (int left = callerSpins; task != null && left > 0; left--) {
      Thread.onSpinWait();
    }
    while (task != null) {
      LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
      interrupted |= Thread.interrupted();
      if (task != null && !thread.isAlive()) {
        throw new IllegalStateException(
            thread.getName() + ": expected a running thread, got one that has ended. Restart.");
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof RuntimeException e) {
      throw e;
    } else if (thrown instanceof Error e) {
      throw e;
    }
  }

  /** Runs a task on the thread and returns its result. */
  <T> T call(Callable<T> callable) {
    Result<T> result = new Result<>(callable);
    run(result);
    return result.value();
  }

  /** Returns whether the thread takes no more tasks. */
  boolean isClosed() {
    return closing;
  }

  /** Ends the thread once a task that is under way has ended; a second call does nothing. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    LockSupport.unpark(thread);
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(1));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Result<T> implements Runnable {
    private final Callable<T> callable;
    private @Nullable T value;

    Result(Callable<T> callable) {
      this.callable = callable;
    }

    @Override
    public void run() {
      try {
        value = callable.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    T value() {
      T found = value;
      if (found == null) {
        throw new IllegalStateException("ComputeThread: expected a result, got none. Return one.");
      }
      return found;
    }
  }
}
