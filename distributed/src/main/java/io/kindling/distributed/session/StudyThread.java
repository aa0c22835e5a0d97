package io.kindling.distributed.session;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a worker's training on a thread of its own and looks every 100 ms whether the task was
 * killed. The native library keeps threads for every thread that computes; they end with it.
 */
final class StudyThread {
  private static final Logger LOG = LoggerFactory.getLogger(StudyThread.class);
  private static final long LOOK_MILLIS = 100;
  private static final long FAREWELL_MILLIS = 60_000;

  private final Thread thread;
  private volatile boolean cancelled;
  private volatile @Nullable Throwable failure;

  private StudyThread(String name, Work work) {
    thread =
        new Thread(
            () -> {
              try {
                work.run(() -> cancelled);
              } catch (Throwable e) {
                failure = e;
              }
            },
            name);
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
  }

  /** What the thread does. */
  @FunctionalInterface
  interface Work {
    /** Runs until the end, or until it is cancelled. */
    void run(BooleanSupplier cancelled);
  }

  /**
   * Runs work and returns when it has ended.
   *
   * @param killed is asked every 100 ms
   * @param release ends the waits of the work
   * @throws IllegalStateException when the task was killed
   */
  static void run(String name, Work work, BooleanSupplier killed, Runnable release) {
    StudyThread study = new StudyThread(name, work);
    study.thread.start();
    boolean interrupted = study.await(killed);
    if (study.thread.isAlive()) {
      study.cancelled = true;
      release.run();
      study.bidFarewell();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException(name + ": the task was killed.");
    }
    study.rethrow();
  }

  /** Waits for the end or the kill, and returns whether this thread was interrupted. */
  private boolean await(BooleanSupplier killed) {
    try {
      while (thread.isAlive() && !killed.getAsBoolean()) {
        thread.join(LOOK_MILLIS);
      }
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void bidFarewell() {
    long end = System.nanoTime() + FAREWELL_MILLIS * 1_000_000;
    boolean interrupted = false;
    while (thread.isAlive() && System.nanoTime() < end) {
      try {
        thread.join(LOOK_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (thread.isAlive()) {
      LOG.error("{} did not end within {} ms after its task.", thread.getName(), FAREWELL_MILLIS);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() {
    Throwable thrown = failure;
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    if (thrown != null) {
      throw new IllegalStateException(thread.getName() + ": " + thrown, thrown);
    }
  }
}
