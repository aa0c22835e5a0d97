package io.kindling.training;

import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the rows of a store: a thread of its own assembles the next batches while one is computed,
 * several at a go, so that it need not be woken for each; of the next epoch only one, since who
 * reads one pass at a time seeks after each. Allocates nothing once all its buffers have seen
 * batches of every size.
 */
public final class StoreFeed implements Feed {
  /** How long a single worker waits for rows that lie on its own machine. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The most batches that are assembled ahead, and the bytes they may take but for the first. */
  private static final int AHEAD = 8;

  private static final long AHEAD_BYTES = 8 << 20;

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

  /** The buffer whose batch is computed; those after it, around the ring, are ready. */
  private int held;

  private int ready;
  private long heldEpoch;
  private final long[] epochs;
  private final @Nullable Batch[] batches;
  private @Nullable Throwable failure;

  private StoreFeed(
      EpochOrder order,
      BatchAssembler assembler,
      List<RowDecoder> decoders,
      int count,
      Duration limit) {
    this.order = order;
    this.assembler = assembler;
    this.buffers = Stream.generate(() -> new FeedBuffer(decoders)).limit(count).toList();
    this.epochs = new long[count];
    this.batches = new Batch[count];
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
    List<RowDecoder> decoders = BatchAssembler.decoders(store.format(), inputs);
    int count = 1 + ahead(order, decoders, workers);
    StoreFeed feed = new StoreFeed(order, assembler, decoders, count, limit);
    feed.thread.start();
    return feed;
  }

  /** Returns how many batches to assemble ahead: one, and more where they are small. */
  private static int ahead(EpochOrder order, List<RowDecoder> decoders, int workers) {
    long row = decoders.stream().mapToLong(d -> d.shape(1).size() * d.type().bytes()).sum();
    long batch = row * Math.max(1, order.stepRows(0) / workers);
    return (int) Math.max(1, Math.min(AHEAD, AHEAD_BYTES / Math.max(1, batch)));
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
    heldEpoch = toEpoch;
    seeks++;
    ready = 0;
    wanted = true;
    notifyAll();
  }

  @Override
  public synchronized Batch next() {
    if (!wanted) {
      wanted = true;
      notifyAll();
    }
    long deadline = System.nanoTime() + limit;
    requireOpen();
    while (ready == 0) {
      if (failure != null) {
        throw new IllegalStateException(
            "StoreFeed: expected the rows of " + position() + ", got " + failure + ".", failure);
      }
      pause(deadline);
      requireOpen();
    }
    held = (held + 1) % batches.length;
    heldEpoch = epochs[held];
    ready--;
    if (ready <= (batches.length - 1) / 2) {
      notifyAll();
    }
    Batch batch = batches[held];
    if (batch == null) {
      throw new IllegalStateException("StoreFeed: expected a batch beside its buffer, got none.");
    }
    return batch;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "StoreFeed: expected an open feed, got a closed one. Read before closing it.");
    }
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

  /** Returns whether all batches are ready that there is room for, or one of the next epoch is. */
  private boolean isFarEnough() {
    boolean begun = ready > 0 && epochs[(held + ready) % epochs.length] > heldEpoch;
    return ready == batches.length - 1 || begun;
  }

  private boolean assembleNext() {
    long ofEpoch;
    long ofStep;
    long ofSeek;
    int into;
    synchronized (this) {
      while (!closed && (!wanted || isFarEnough())) {
        waitMillis(1000);
      }
      if (closed) {
        return false;
      }
      ofEpoch = epoch;
      ofStep = step;
      ofSeek = seeks;
      into = (held + ready + 1) % batches.length;
    }
    Batch assembled = assembler.assemble(buffers.get(into), ofEpoch, ofStep);
    synchronized (this) {
      if (ofSeek == seeks) {
        batches[into] = assembled;
        epochs[into] = ofEpoch;
        ready++;
        step = ofStep + 1 < order.stepsPerEpoch() ? ofStep + 1 : 0;
        epoch = step == 0 ? ofEpoch + 1 : ofEpoch;
        if (ready == 1) {
          notifyAll();
        }
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
