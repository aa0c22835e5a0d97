package io.kindling.distributed.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where states of training lie besides those of the workers of an attempt: with executors that run
 * no worker now, and with the driver.
 */
final class KnownStates implements AutoCloseable {
  /** Keepers speak every second. */
  private static final long FRESH = Duration.ofSeconds(5).toNanos();

  private final Map<String, Keeper> keepers = new HashMap<>();
  private final StateSafe safe = new StateSafe();
  private String asked = "";

  private record Keeper(long steps, long heard) {
    boolean isFresh() {
      return System.nanoTime() - heard < FRESH;
    }
  }

  /** Hears of a state that an executor keeps, and says what to do with it. */
  synchronized Reply.Order kept(Report.Kept report) {
    keepers.put(report.executor(), new Keeper(report.steps(), System.nanoTime()));
    if (!asked.equals(report.executor()) || report.steps() <= safe.steps()) {
      return Reply.Order.NONE;
    }
    return Reply.Order.SAVE;
  }

  /** Takes a piece of a state. */
  synchronized void put(Report.Part part) {
    safe.put(part);
    keepers.computeIfPresent(
        asked, (executor, keeper) -> new Keeper(keeper.steps, System.nanoTime()));
  }

  byte[] read(long offset) {
    return safe.read(offset, HandOver.CHUNK);
  }

  /** Returns the steps of the state that lies with the driver. */
  long saved() {
    return safe.steps();
  }

  /**
   * Returns whether an executor without a worker keeps a state that has done more steps than those
   * of all workers; then it is asked to send it.
   */
  synchronized boolean awaitsBetterThan(long steps) {
    asked = "";
    long best = Math.max(steps, safe.steps());
    for (Map.Entry<String, Keeper> each : keepers.entrySet()) {
      if (each.getValue().isFresh() && each.getValue().steps > best) {
        best = each.getValue().steps;
        asked = each.getKey();
      }
    }
    return !asked.isEmpty();
  }

  @Override
  public void close() {
    safe.close();
  }
}
