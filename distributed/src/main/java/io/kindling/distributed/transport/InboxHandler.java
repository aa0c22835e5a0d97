package io.kindling.distributed.transport;

import io.netty.util.AttributeKey;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.StreamCallbackWithID;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;

/** Hands the messages of authenticated workers to the inbox. */
final class InboxHandler extends RpcHandler {
  private static final AttributeKey<Integer> RANK = AttributeKey.valueOf("kindling.rank");

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
    callback.onSuccess(ByteBuffer.allocate(0));
  }

  @Override
  public void receive(TransportClient client, ByteBuffer message) {
    int rank = rank(client);
    try {
      Header header = Header.decode(message);
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
