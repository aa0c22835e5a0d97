package io.kindling.distributed.session;

import io.kindling.distributed.collective.Waiting;
import io.kindling.distributed.collective.WorkerCollective;
import io.kindling.distributed.spark.SparkInternals;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the driver every second that a worker lives, where it is and for whom it waits, on a thread
 * of its own: computing and reading may take as long as they need, and a stopped process is noticed
 * all the same.
 */
final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long PERIOD_MILLIS = 1_000;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final SparkInternals.Driver driver;
  private final Function<Waiting, Report.Alive> report;
  private final AtomicBoolean saveAsked = new AtomicBoolean();
  private final Thread thread;
  private volatile @Nullable WorkerCollective shared;
  private volatile boolean closed;

  private Heartbeat(
      SparkInternals.Driver driver, int rank, Function<Waiting, Report.Alive> report) {
    this.driver = driver;
    this.report = report;
    this.thread = new Thread(this::beat, "kindling-heartbeat-" + rank);
    thread.setDaemon(true);
  }

  /** Begins to beat. */
  static Heartbeat start(
      SparkInternals.Driver driver, int rank, Function<Waiting, Report.Alive> report) {
    Heartbeat heartbeat = new Heartbeat(driver, rank, report);
    heartbeat.thread.start();
    return heartbeat;
  }

  /** Says with what the worker sums. */
  void watch(WorkerCollective collective) {
    shared = collective;
  }

  /** Returns, once for each time, whether the driver wants the state to be saved now. */
  boolean takeSaveAsked() {
    return saveAsked.get() && saveAsked.getAndSet(false);
  }

  private void beat() {
    try {
      while (!closed) {
        say();
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.debug("The worker has ended.");
    }
  }

  private void say() throws InterruptedException {
    try {
      WorkerCollective collective = shared;
      Waiting waiting = collective == null ? Waiting.none(0) : collective.waiting();
      Reply reply = Reply.decode(driver.ask(report.apply(waiting).encode(), ANSWER));
      if (reply.order() == Reply.Order.SAVE) {
        saveAsked.set(true);
      }
    } catch (IOException | RuntimeException e) {
      // The worker hears of a lost driver itself; here an exception would end the executor.
      LOG.debug("The driver does not answer for now.", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
