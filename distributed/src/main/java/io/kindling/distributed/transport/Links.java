package io.kindling.distributed.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.util.TransportConf;

/**
 * The connections of one worker: a port on which the others push to it, and one connection to each
 * of them on which it pushes. Threads and ports are its own and end with it.
 */
public final class Links implements AutoCloseable {
  private static final int CLOSING_SECONDS = 10;

  private final Station station;
  private final Greeting greeting;
  private final Inbox inbox;
  private final Duration limit;
  private final LongAdder arrived;
  private final TransportContext accepting;
  private final TransportContext calling;
  private final TransportServer server;
  private final TransportClientFactory factory;
  private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();

  private final LongAdder sent = new LongAdder();

  private Links(
      Station station,
      Greeting greeting,
      Inbox inbox,
      Duration limit,
      LongAdder arrived,
      TransportContext accepting) {
    TransportConf conf = station.conf();
    this.station = station;
    this.greeting = greeting;
    this.inbox = inbox;
    this.limit = limit;
    this.arrived = arrived;
    this.accepting = accepting;
    this.calling = new TransportContext(conf, new NoRequests(this::ended), false, true);
    this.server = station.serve(accepting);
    this.factory =
        calling.createClientFactory(
            List.of(
                new CallingGate(),
                new AuthClientBootstrap(conf, SessionSecret.USER, station.secret())));
  }

  /**
   * Opens a port for the other workers of a session.
   *
   * @param agreement what all workers must have alike, compared when they connect
   * @param limit how long a connection and its greeting may take
   * @throws IllegalStateException when no port can be bound
   */
  public static Links listen(
      Station station, int rank, int workers, String agreement, Duration limit, Inbox inbox) {
    Greeting greeting = new Greeting(rank, agreement);
    LongAdder arrived = new LongAdder();
    TransportContext accepting =
        new TransportContext(station.conf(), new InboxHandler(greeting, workers, inbox, arrived));
    try {
      return new Links(station, greeting, inbox, limit, arrived, accepting);
    } catch (RuntimeException e) {
      accepting.close();
      throw e;
    }
  }

  /** Returns the port that the others connect to. */
  public int port() {
    return server.getPort();
  }

  /** Returns how many bytes of payload have come from the others. */
  public long arrived() {
    return arrived.sum();
  }

  /**
   * Connects to all other workers and greets them.
   *
   * @throws IOException when one does not answer or refuses, naming it
   */
  public void connect(List<Peer> peers) throws IOException, InterruptedException {
    for (Peer peer : peers) {
      if (peer.rank() != greeting.rank()) {
        try {
          TransportClient client = factory.createClient(peer.host(), peer.port());
          Optional<Window> window =
              Optional.of(inbox.window()).filter(w -> station.sharesMemoryWith(peer));
          lanes.put(peer.rank(), Lane.greet(client, greeting, window, limit));
        } catch (IOException | RuntimeException e) {
          throw new IOException(
              "Worker " + greeting.rank() + ": expected " + peer + " to answer, got " + e, e);
        }
      }
    }
  }

  /** Sends a small payload without waiting. */
  public void post(int rank, Header header, ByteBuffer payload) {
    sent.add(payload.remaining());
    lane(rank).post(header, payload);
  }

  /**
   * Sends a payload from its own memory, which may change again when {@code arrived} has run.
   *
   * @param arrived runs on a network thread when the other worker has all of it
   */
  public void stream(int rank, Header header, ByteBuffer payload, Runnable arrived) {
    sent.add(payload.remaining());
    lane(rank).stream(
        header, payload, new Acknowledgement(arrived, cause -> inbox.lost(rank, cause)));
  }

  /** Returns the bytes of all payloads so far, headers left out. */
  public long sentBytes() {
    return sent.sum();
  }

  private void ended(TransportClient client) {
    lanes.forEach(
        (rank, lane) -> {
          if (lane.isOf(client)) {
            inbox.lost(rank, new ClosedChannelException());
          }
        });
  }

  private Lane lane(int rank) {
    Lane lane = lanes.get(rank);
    if (lane == null) {
      throw new IllegalStateException(
          "Worker " + greeting.rank() + ": expected a connection to worker " + rank + ".");
    }
    return lane;
  }

  /** Ends all connections; returns when no network thread reads a payload any more. */
  @Override
  public void close() {
    lanes.values().forEach(lane -> lane.channel().close());
    lanes
        .values()
        .forEach(l -> l.channel().closeFuture().awaitUninterruptibly(CLOSING_SECONDS, SECONDS));
    factory.close();
    server.close();
    calling.close();
    accepting.close();
  }

  private static final TimeUnit SECONDS = TimeUnit.SECONDS;

  private record Acknowledgement(Runnable arrived, Consumer<Throwable> failed)
      implements RpcResponseCallback {
    @Override
    public void onSuccess(ByteBuffer response) {
      arrived.run();
    }

    @Override
    public void onFailure(Throwable cause) {
      failed.accept(cause);
    }
  }
}
