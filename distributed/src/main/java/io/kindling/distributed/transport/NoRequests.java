package io.kindling.distributed.transport;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;

/** Serves nothing: the calling side of a connection, on which the other side only answers. */
final class NoRequests extends RpcHandler {
  private final Consumer<TransportClient> ended;

  /**
   * Serves nothing.
   *
   * @param ended hears of connections that have ended
   */
  NoRequests(Consumer<TransportClient> ended) {
    this.ended = ended;
  }

  @Override
  public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
    throw new SecurityException("Worker: expected answers only, got a request. Refused.");
  }

  @Override
  public void channelInactive(TransportClient client) {
    ended.accept(client);
  }

  @Override
  public StreamManager getStreamManager() {
    return new NoStreams();
  }
}
