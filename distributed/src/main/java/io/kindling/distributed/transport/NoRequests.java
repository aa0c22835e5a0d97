package io.kindling.distributed.transport;

import java.nio.ByteBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;

/** Serves nothing: the calling side of a connection, on which the other side only answers. */
final class NoRequests extends RpcHandler {
  @Override
  public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
    throw new SecurityException("Worker: expected answers only, got a request. Refused.");
  }

  @Override
  public StreamManager getStreamManager() {
    return new NoStreams();
  }
}
