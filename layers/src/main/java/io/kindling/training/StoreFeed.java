package io.kindling.training;

import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the rows of a store: a thread of its own assembles the next batch while the one before is
 * computed. Allocates nothing once it has seen batches of every size.
 */
public final class StoreFeed implements Feed {
  /** How long a single worker waits for rows that lie on its own machine. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final int NONE = -1;

  private final EpochOrder order;
  private final BatchAssembler assembler;
  private final List<FeedBuffer> buffers;
  private final long limit;
  private final Thread thread;

  // All below is guarded by this object's monitor.
  private long epoch;
  private long step;
  private long seeks;
  private boolean wanted;
  private boolean closed;
  private int held = NONE;
  private int ready = NONE;
  private @Nullable Batch batch;
  private @Nullable Throwable failure;

  private StoreFeed(
      EpochOrder order, BatchAssembler assembler, List<RowDecoder> decoders, Duration limit) {
    this.order = order;
    this.assembler = assembler;
    this.buffers = List.of(new FeedBuffer(decoders), new FeedBuffer(decoders));
    this.limit = limit.toNanos();
    this.thread = new Thread(this::assembleAll, "kindling-feed");
    this.thread.setDaemon(true);
  }

  /**
   * Returns the feed of one worker; the store stays the caller's to close, after the feed.
   *
   * @param inputs what the graph wants, by name, as {@link Objective#inputs} returns it
   * @param worker from 0
   * @param limit how long {@link #next} waits for rows
   * @throws IllegalArgumentException when rows and inputs do not fit
   */
  public static StoreFeed open(
      RowStore store,
      EpochOrder order,
      Map<String, Type> inputs,
      int workers,
      int worker,
      Duration limit) {
    if (worker < 0 || worker >= workers || store.rows() != order.rows()) {
      throw new IllegalArgumentException(
          "StoreFeed: expected a worker below "
              + workers
              + " and an order of "
              + store.rows()
              + " rows, got worker "
              + worker
              + " and "
              + order.rows()
              + " rows. Make the order from the store.");
    }
    BatchAssembler assembler = new BatchAssembler(store, order, workers, worker);
    StoreFeed feed =
        new StoreFeed(order, assembler, BatchAssembler.decoders(store.format(), inputs), limit);
    feed.thread.start();
    return feed;
  }

  /** Returns the feed of a single worker that trains a network. */
  public static StoreFeed shuffled(RowStore store, Graph network, TrainingSpec spec) {
    return open(store, spec.order(store.rows()), spec.objective().inputs(network), 1, 0, LIMIT);
  }

  /** Returns the feed of a single worker's validation rows. */
  public static StoreFeed sequential(RowStore store, Graph network, TrainingSpec spec) {
    EpochOrder order = EpochOrder.sequential(store.rows(), spec.batch());
    return open(store, order, spec.objective().inputs(network), 1, 0, LIMIT);
  }

  @Override
  public long rows() {
    return order.rows();
  }

  @Override
  public long stepsPerEpoch() {
    return order.stepsPerEpoch();
  }

  @Override
  public synchronized void seek(long toEpoch, long toStep) {
    epoch = toEpoch;
    step = toStep;
    seeks++;
    ready = NONE;
    wanted = true;
    notifyAll();
  }

  @Override
  public synchronized Batch next() {
    wanted = true;
    notifyAll();
    long deadline = System.nanoTime() + limit;
    while (ready == NONE) {
      if (failure != null) {
        throw new IllegalStateException(
            "StoreFeed: expected the rows of " + position() + ", got " + failure + ".", failure);
      }
      if (closed) {
        throw new IllegalStateException(
            "StoreFeed: expected an open feed, got a closed one. Read before closing it.");
      }
      pause(deadline);
    }
    held = ready;
    ready = NONE;
    notifyAll();
    if (batch == null) {
      throw new IllegalStateException("StoreFeed: expected a batch beside its buffer, got none.");
    }
    return batch;
  }

  private String position() {
    return "epoch " + epoch + " step " + step;
  }

  private void pause(long deadline) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new IllegalStateException(
          "StoreFeed: expected the rows of "
              + position()
              + " within "
              + TimeUnit.NANOSECONDS.toSeconds(limit)
              + " s, got none. Look at the disks, or raise the limit.");
    }
    waitMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
  }

  private void waitMillis(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("StoreFeed: interrupted at " + position(), e);
    }
  }

  private void assembleAll() {
    try {
      while (assembleNext()) {
        // The next one.
      }
    } catch (Throwable e) {
      synchronized (this) {
        failure = e;
        notifyAll();
      }
    }
  }

  private boolean assembleNext() {
    long ofEpoch;
    long ofStep;
    long ofSeek;
    int into;
    synchronized (this) {
      while (!closed && (!wanted || ready != NONE)) {
        waitMillis(1000);
      }
      if (closed) {
        return false;
      }
      ofEpoch = epoch;
      ofStep = step;
      ofSeek = seeks;
      into = held == NONE ? 0 : 1 - held;
    }
    Batch assembled = assembler.assemble(buffers.get(into), ofEpoch, ofStep);
    synchronized (this) {
      if (ofSeek == seeks) {
        batch = assembled;
        ready = into;
        step = ofStep + 1 < order.stepsPerEpoch() ? ofStep + 1 : 0;
        epoch = step == 0 ? ofEpoch + 1 : ofEpoch;
        notifyAll();
      }
    }
    return true;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
    boolean ended = false;
    try {
      thread.join(TimeUnit.NANOSECONDS.toMillis(limit));
      ended = !thread.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Memory that a stuck thread may still write to is left to the collector.
    if (ended) {
      buffers.forEach(FeedBuffer::close);
    }
  }
}
