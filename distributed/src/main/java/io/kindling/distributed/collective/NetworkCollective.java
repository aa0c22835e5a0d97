package io.kindling.distributed.collective;

import io.kindling.backend.Wire;
import io.kindling.distributed.transport.Header;
import io.kindling.distributed.transport.Links;
import io.kindling.distributed.transport.Peer;
import io.kindling.distributed.transport.Station;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums over workers in several JVMs.
 *
 * <p>A large vector is cut into buckets, a bucket into one slice for each worker. Every worker
 * sends each slice to its owner, which adds the parts in rank order and sends the sum to all: 2 (n
 * - 1) / n of the vector's bytes leave each worker. A small vector goes whole to every worker,
 * which takes one way instead of two. Values are sent from their own memory and land in their own
 * memory.
 *
 * <p>Used by one thread, besides {@link #fail} and {@link #close}.
 */
public final class NetworkCollective implements WorkerCollective {
  private final Session session;
  private final CollectiveOptions options;
  private final Watch watch;
  private final SmallSums small;
  private final Traffic traffic;
  private final Links links;
  private final Map<Place, Runnable> started = new HashMap<>();
  private final Map<double[], Long> startedNumbers = new IdentityHashMap<>();
  private final RankSum sums = new RankSum();
  private long nextSmall;

  private NetworkCollective(
      Session session, CollectiveOptions options, Station station, String agreement) {
    this.session = session;
    this.options = options;
    this.watch = new Watch(session, options.limit());
    this.small = new SmallSums(session, options.smallBytes());
    this.traffic = new Traffic(session, options, watch, small);
    try {
      this.links =
          Links.listen(
              station,
              session.rank(),
              session.workers(),
              agreement + ", buckets " + options.bucketBytes() + ", small " + options.smallBytes(),
              options.limit(),
              traffic);
    } catch (RuntimeException e) {
      traffic.close();
      throw e;
    }
  }

  /**
   * Opens a port for the other workers.
   *
   * @param agreement what must be alike in all workers, such as the layout of the parameters
   */
  public static NetworkCollective listen(
      Session session, CollectiveOptions options, Station station, String agreement) {
    return new NetworkCollective(session, options, station, agreement);
  }

  /** Returns the port that the others connect to. */
  public int port() {
    return links.port();
  }

  /**
   * Connects to the other workers, which must listen by now.
   *
   * @throws WorkerLostException when one does not answer, naming it
   */
  public void connect(List<Peer> peers) {
    try {
      links.connect(peers);
      traffic.open(links);
    } catch (IOException e) {
      throw new WorkerLostException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(session.self() + ": interrupted while it connected.", e);
    }
  }

  @Override
  public int workers() {
    return session.workers();
  }

  @Override
  public int rank() {
    return session.rank();
  }

  @Override
  public void start(Tensor values) {
    start(values, Wire.FLOAT32);
  }

  @Override
  public void start(Tensor values, Wire wire) {
    guarded(() -> begin(values, wire));
  }

  private void begin(Tensor values, Wire wire) {
    watch.check();
    if (values.bytes() <= options.smallBytes()) {
      long number = nextSmall++;
      Place.mark(started, values, () -> finishSmall(number, values));
      byte[] own = new byte[(int) values.bytes()];
      values.copyBytesTo(0, own, 0, own.length);
      postSmall(number, own);
    } else {
      List<Bucket> buckets = new ArrayList<>();
      Place.mark(started, values, () -> finishLarge(buckets));
      traffic.start(values, wire, buckets);
    }
  }

  private void postSmall(long number, byte[] own) {
    ByteBuffer payload = ByteBuffer.wrap(own);
    small.put(rank(), number, payload.duplicate());
    Header header = new Header(Header.Kind.SMALL, number, own.length);
    for (int other = 0; other < workers(); other++) {
      if (other != rank()) {
        links.post(other, header, payload);
      }
    }
  }

  @Override
  public void await(Tensor values) {
    guarded(() -> Place.taken(started, values).run());
  }

  private void finishLarge(List<Bucket> buckets) {
    watch.await(() -> traffic.areDone(buckets), () -> traffic.missing(buckets));
  }

  private void finishSmall(long number, Tensor values) {
    List<ByteBuffer> parts = awaitSmall(number);
    sums.addBytes(parts, values);
  }

  private List<ByteBuffer> awaitSmall(long number) {
    watch.await(() -> small.missing(number).isEmpty(), () -> small.missing(number));
    return small.take(number);
  }

  @Override
  public byte[][] gather(byte[] own) {
    double[] sizes = new double[workers()];
    sizes[rank()] = own.length;
    sum(sizes);
    byte[][] all = new byte[workers()][];
    guarded(() -> gather(own, sizes, all));
    return all;
  }

  private void gather(byte[] own, double[] sizes, byte[][] all) {
    int longest = 0;
    for (int other = 0; other < all.length; other++) {
      all[other] = new byte[(int) sizes[other]];
      longest = Math.max(longest, all[other].length);
    }
    int piece = options.smallBytes();
    long first = nextSmall;
    for (int from = 0; from < longest; from += piece) {
      int end = Math.min(own.length, from + piece);
      postSmall(nextSmall++, from < end ? Arrays.copyOfRange(own, from, end) : new byte[0]);
    }
    for (int from = 0; from < longest; from += piece) {
      long number = first++;
      watch.await(() -> small.missing(number).isEmpty(), () -> small.missing(number));
      List<ByteBuffer> parts = small.takeAny(number);
      for (int other = 0; other < all.length; other++) {
        int expected = Math.max(0, Math.min(piece, all[other].length - from));
        ByteBuffer part = parts.get(other);
        if (part.remaining() != expected) {
          throw session.disagreement(other, expected, part.remaining());
        }
        part.get(all[other], Math.min(from, all[other].length), expected);
      }
    }
  }

  @Override
  public void start(double[] values) {
    guarded(() -> begin(values));
  }

  private void begin(double[] values) {
    watch.check();
    int piece = pieceOfDoubles();
    startedNumbers.put(values, nextSmall);
    for (int from = 0; from < values.length; from += piece) {
      int count = Math.min(piece, values.length - from);
      ByteBuffer own = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      own.asDoubleBuffer().put(values, from, count);
      postSmall(nextSmall++, own.array());
    }
  }

  private int pieceOfDoubles() {
    return options.smallBytes() / Double.BYTES;
  }

  @Override
  public void await(double[] values) {
    guarded(() -> finish(values, Place.taken(startedNumbers, values)));
  }

  private void finish(double[] values, long first) {
    int piece = pieceOfDoubles();
    long number = first;
    for (int from = 0; from < values.length; from += piece) {
      List<ByteBuffer> parts = awaitSmall(number++);
      for (int i = from; i < Math.min(from + piece, values.length); i++) {
        double sum = parts.get(0).getDouble();
        for (int rank = 1; rank < parts.size(); rank++) {
          sum += parts.get(rank).getDouble();
        }
        values[i] = sum;
      }
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      leave();
      throw e;
    }
  }

  /** The caller may free its vectors then, so the network may neither write nor read them. */
  private void leave() {
    traffic.shut();
    links.close();
  }

  @Override
  public void abandon(Throwable cause) {
    if (!started.isEmpty()) {
      watch.fail(session.givenUp(cause));
      leave();
    }
  }

  @Override
  public long sentBytes() {
    return links.sentBytes();
  }

  @Override
  public void fail(RuntimeException cause) {
    watch.fail(cause);
  }

  @Override
  public Waiting waiting() {
    return watch.waiting(links.arrived());
  }

  @Override
  public void close() {
    watch.fail(new IllegalStateException(session.self() + " has left the session."));
    traffic.shut();
    links.close();
    traffic.close();
  }
}
