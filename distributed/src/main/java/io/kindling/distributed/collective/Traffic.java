package io.kindling.distributed.collective;

import io.kindling.backend.Wire;
import io.kindling.distributed.transport.Header;
import io.kindling.distributed.transport.Inbox;
import io.kindling.distributed.transport.Links;
import io.kindling.distributed.transport.Window;
import io.kindling.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves buckets: puts what arrives where it belongs, sums slices on a thread of its own and sends
 * what may be sent. Network threads only copy, and decode what travels in 16 bits.
 */
final class Traffic implements Inbox, AutoCloseable {
  /** Into how many buckets a vector is cut that is long enough. */
  private static final int LEAST_BUCKETS = 8;

  /** Buckets are not made smaller than this (1 MiB) for that. */
  private static final int LEAST_ELEMENTS = 1 << 18;

  private final Session session;
  private final int bucketElements;
  private final Watch watch;
  private final SmallSums small;
  private final Buckets buckets;
  private final Staging staging;
  private final EncodedSlices encoded;
  private final CopyGate gate = new CopyGate();
  private final ExecutorService summing;

  /** Held by the thread that sends sums, so that they leave in order. */
  private final ReentrantLock returning = new ReentrantLock();

  private final List<Object> sending;
  private volatile @Nullable Links links;

  Traffic(Session session, CollectiveOptions options, Watch watch, SmallSums small) {
    this.session = session;
    this.bucketElements = options.bucketBytes() / Float.BYTES;
    this.watch = watch;
    this.small = small;
    this.staging =
        new Staging(
            session.workers(), session.rank(), Slices.size(bucketElements, session.workers(), 0));
    this.buckets = new Buckets(session, staging);
    this.encoded =
        new EncodedSlices(session.workers(), Slices.size(bucketElements, session.workers(), 0));
    this.sending = Stream.generate(Object::new).limit(session.workers()).toList();
    this.summing =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "kindling-sum-" + session.rank());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Gives the connections to the other workers. */
  void open(Links connected) {
    links = connected;
  }

  /** Begins to sum a large vector, whose buckets are added to a list. */
  void start(Tensor values, Wire wire, List<Bucket> into) {
    // Even buckets, so that no slice is tiny; several, so that one is summed while others travel.
    int count =
        Math.toIntExact(
            Math.max(
                (values.size() + bucketElements - 1) / bucketElements,
                Math.min(LEAST_BUCKETS, values.size() / LEAST_ELEMENTS)));
    for (int i = 0; i < count; i++) {
      into.add(
          buckets.start(
              values,
              Slices.from(values.size(), count, i),
              Slices.size(values.size(), count, i),
              wire));
    }
    for (int other = 0; other < session.workers(); other++) {
      int owner = other;
      // What is encoded is written here, so nobody may free it meanwhile.
      gate.pass(() -> sendNext(owner));
    }
    sumNext();
  }

  private void sendNext(int owner) {
    if (owner == session.rank()) {
      return;
    }
    // Two threads may come at a time; without the lock the later bucket could leave first.
    synchronized (sending.get(owner)) {
      for (Bucket b = buckets.nextToSend(owner); b != null; b = buckets.nextToSend(owner)) {
        stream(owner, Header.Kind.REDUCE, b, part(b, owner), () -> {});
      }
    }
  }

  /** Returns the slice of an owner as it travels. */
  private ByteBuffer part(Bucket bucket, int owner) {
    return bucket.wire() == Wire.FLOAT32
        ? bucket.values().buffer(bucket.sliceFrom(owner) * Float.BYTES, bucket.sliceBytes(owner))
        : encoded.outgoing(owner, bucket).buffer(0, bucket.sliceBytes(owner));
  }

  /** Returns the sum of this worker's slice as it travels. */
  private ByteBuffer sum(Bucket bucket, int rank) {
    return bucket.wire() == Wire.FLOAT32
        ? part(bucket, rank)
        : encoded.summed(bucket).buffer(0, bucket.sliceBytes(rank));
  }

  private void stream(
      int to, Header.Kind kind, Bucket bucket, ByteBuffer payload, Runnable acknowledged) {
    Links open = links;
    if (open == null) {
      throw new IllegalStateException(
          session.self() + ": expected to be connected. Connect first.");
    }
    Header header = new Header(kind, bucket.number(), payload.remaining());
    open.stream(to, header, payload, acknowledged);
  }

  private void sumNext() {
    try {
      summing.execute(this::sumArrived);
    } catch (RejectedExecutionException e) {
      watch.check();
      throw e;
    }
  }

  /** Sums what has arrived, on the one thread that does. */
  private void sumArrived() {
    returning.lock();
    try {
      send(buckets::nextToSum);
    } finally {
      returning.unlock();
    }
  }

  /** Sends sums that were made as parts came from this thread, and leaves others to theirs. */
  private void sendSummed() {
    boolean ours = returning.tryLock();
    if (ours) {
      try {
        send(buckets::nextSummed);
      } finally {
        returning.unlock();
      }
    }
    if (!ours || buckets.hasNextToSum()) {
      sumNext();
    }
  }

  private void send(Supplier<@Nullable Bucket> next) {
    try {
      for (Bucket b = next.get(); b != null; b = next.get()) {
        sum(b);
      }
    } catch (RuntimeException e) {
      watch.fail(e);
    } catch (Error e) {
      watch.fail(new IllegalStateException(session.self() + ": cannot sum: " + e, e));
    }
  }

  private void sum(Bucket bucket) {
    if (gate.pass(() -> addParts(bucket))) {
      for (int other = 0; other < session.workers(); other++) {
        if (other != session.rank()) {
          gate.pass(sending(other, bucket));
        }
      }
    }
  }

  private Runnable sending(int other, Bucket bucket) {
    return () ->
        stream(
            other,
            Header.Kind.GATHER,
            bucket,
            sum(bucket, session.rank()),
            () -> {
              buckets.acknowledged(bucket);
              watch.changed();
            });
  }

  private void addParts(Bucket bucket) {
    int rank = session.rank();
    if (bucket.wire() != Wire.FLOAT32) {
      encoded.sum(bucket, rank, staging);
      return;
    }
    bucket.sum().finish();
  }

  @Override
  public Window window() {
    int longest = Slices.size(bucketElements, session.workers(), 0);
    return new Window(Staging.WINDOW, longest * Float.BYTES);
  }

  @Override
  public Sink open(int rank, Header header) {
    return switch (header.kind()) {
      case REDUCE -> reduceSink(rank, header);
      case GATHER -> gatherSink(rank, header);
      case SMALL ->
          throw new IllegalArgumentException(
              session.self() + ": expected a bucket, got " + header + ". Refused.");
    };
  }

  private Sink reduceSink(int rank, Header header) {
    int bytes = header.bytes();
    Bucket bucket = buckets.expectReduce(rank, header.number(), bytes);
    if (bucket != null) {
      return new AddSink(
          gate,
          bucket.sum(),
          rank,
          bytes,
          () -> {
            buckets.reduceArrived(rank, header.number(), bytes);
            sendSummed();
          });
    }
    Tensor room = staging.room(rank, header.number());
    if (bytes > room.bytes()) {
      throw session.disagreement(rank, room.bytes(), bytes);
    }
    return new CopySink(
        gate,
        room,
        0,
        bytes,
        () -> {
          buckets.reduceArrived(rank, header.number(), bytes);
          sumNext();
        });
  }

  private Sink gatherSink(int owner, Header header) {
    Bucket bucket = buckets.expectGather(owner, header.number(), header.bytes());
    boolean plain = bucket.wire() == Wire.FLOAT32;
    return new CopySink(
        gate,
        plain ? bucket.values() : encoded.incoming(owner),
        plain ? bucket.sliceFrom(owner) * Float.BYTES : 0,
        header.bytes(),
        () -> {
          if (!plain) {
            gate.pass(() -> encoded.arrived(owner, bucket));
          }
          buckets.gatherArrived(bucket, owner);
          gate.pass(() -> sendNext(owner));
          watch.changed();
        });
  }

  @Override
  public void small(int rank, Header header, ByteBuffer payload) {
    small.put(rank, header.number(), payload);
    watch.changed();
  }

  @Override
  public void lost(int rank, Throwable cause) {
    watch.fail(
        new WorkerLostException(
            session.self()
                + ": expected "
                + session.name(rank)
                + " to stay connected in "
                + session.position().get()
                + ", got "
                + cause
                + ". Look at the log of that worker.",
            cause));
  }

  boolean areDone(List<Bucket> all) {
    return buckets.areDone(all);
  }

  List<Integer> missing(List<Bucket> all) {
    return buckets.missing(all);
  }

  /** Lets nothing touch the values any more. */
  void shut() {
    gate.shut();
  }

  @Override
  public void close() {
    gate.shut();
    summing.shutdownNow();
    staging.close();
    encoded.close();
  }
}
