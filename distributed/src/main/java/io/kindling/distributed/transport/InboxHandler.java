package io.kindling.distributed.transport;

import io.netty.util.AttributeKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.StreamCallbackWithID;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the messages of authenticated workers to the inbox. */
final class InboxHandler extends RpcHandler {
  private static final AttributeKey<Integer> RANK = AttributeKey.valueOf("kindling.rank");
  private static final AttributeKey<SharedMemory> SHARED = AttributeKey.valueOf("kindling.shared");
  private static final Logger LOG = LoggerFactory.getLogger(InboxHandler.class);

  private final Greeting own;
  private final int workers;
  private final Inbox inbox;
  private final LongAdder arrived;

  /**
   * Makes one.
   *
   * @param arrived counts the bytes that come
   */
  InboxHandler(Greeting own, int workers, Inbox inbox, LongAdder arrived) {
    this.own = own;
    this.workers = workers;
    this.inbox = inbox;
    this.arrived = arrived;
  }

  @Override
  public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
    Greeting greeting = Greeting.decode(message);
    if (greeting.rank() < 0 || greeting.rank() >= workers || greeting.rank() == own.rank()) {
      throw new IllegalArgumentException(
          "Worker " + own.rank() + ": expected another worker, got rank " + greeting.rank() + ".");
    }
    if (!greeting.agreement().equals(own.agreement())) {
      throw new IllegalArgumentException(
          "Worker "
              + own.rank()
              + ": expected worker "
              + greeting.rank()
              + " to have ["
              + own.agreement()
              + "], got ["
              + greeting.agreement()
              + "]. Give all executors the same settings and libraries.");
    }
    client.getChannel().attr(RANK).set(greeting.rank());
    boolean shares = greeting.offer().isPresent() && shares(client, greeting.offer().get());
    callback.onSuccess(ByteBuffer.allocate(shares ? 1 : 0));
  }

  private boolean shares(TransportClient client, SharedOffer offer) {
    try {
      share(client, SharedMemory.open(offer, inbox.window()));
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.info(
          "Worker {}: what worker {} sends comes through the connection; no memory is shared: {}",
          own.rank(),
          rank(client),
          e.toString());
      return false;
    }
  }

  /** Puts memory in the place of what a connection shared before. */
  private static void share(TransportClient client, @Nullable SharedMemory memory) {
    SharedMemory before = client.getChannel().attr(SHARED).getAndSet(memory);
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void receive(TransportClient client, ByteBuffer message) {
    int rank = rank(client);
    try {
      Header header = Header.decode(message);
      if (header.kind().isStreamed() && !message.hasRemaining()) {
        receiveShared(client, rank, header);
        return;
      }
      if (header.kind() != Header.Kind.SMALL || header.bytes() != message.remaining()) {
        throw new IllegalArgumentException(
            "Worker " + own.rank() + ": expected one small payload, got " + header + ". Refused.");
      }
      arrived.add(message.remaining());
      inbox.small(rank, header, message);
    } catch (RuntimeException e) {
      // Spark only logs what a message without an answer causes; the session must hear of it.
      inbox.lost(rank, e);
      client.getChannel().close();
    }
  }

  private void receiveShared(TransportClient client, int rank, Header header) {
    SharedMemory memory = client.getChannel().attr(SHARED).get();
    if (memory == null) {
      throw new IllegalArgumentException(
          "Worker " + own.rank() + ": expected no shared memory, got " + header + ". Refused.");
    }
    ByteBuffer payload = memory.get(header);
    arrived.add(payload.remaining());
    Inbox.Sink sink = inbox.open(rank, header);
    sink.accept(payload);
    sink.complete();
  }

  @Override
  public StreamCallbackWithID receiveStream(
      TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
    int rank = rank(client);
    return new Pieces(rank, inbox, arrived, inbox.open(rank, Header.decode(message)));
  }

  private static int rank(TransportClient client) {
    Integer rank = client.getChannel().attr(RANK).get();
    if (rank == null) {
      throw new IllegalStateException(
          "Worker: expected a greeting first, got a message from " + client.getSocketAddress());
    }
    return rank;
  }

  @Override
  public StreamManager getStreamManager() {
    return new NoStreams();
  }

  @Override
  public void channelInactive(TransportClient client) {
    share(client, null);
    Integer rank = client.getChannel().attr(RANK).get();
    if (rank != null) {
      inbox.lost(rank, new ClosedChannelException());
    }
  }

  @Override
  public void exceptionCaught(Throwable cause, TransportClient client) {
    Integer rank = client.getChannel().attr(RANK).get();
    if (rank != null) {
      inbox.lost(rank, cause);
    }
  }

  private record Pieces(int rank, Inbox inbox, LongAdder arrived, Inbox.Sink sink)
      implements StreamCallbackWithID {
    @Override
    public String getID() {
      return "worker " + rank;
    }

    @Override
    public void onData(String streamId, ByteBuffer piece) {
      arrived.add(piece.remaining());
      sink.accept(piece);
    }

    @Override
    public void onComplete(String streamId) {
      sink.complete();
    }

    @Override
    public void onFailure(String streamId, Throwable cause) {
      inbox.lost(rank, cause);
    }
  }
}
