package io.kindling.distributed.transport;

import java.nio.ByteBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.StreamCallbackWithID;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.AbstractAuthRpcHandler;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spark's authentication, but a failed one ends the connection and is answered with nothing; Spark
 * would send the stack trace to the stranger.
 */
final class Handshake extends RpcHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

  private final AbstractAuthRpcHandler authentication;

  Handshake(AbstractAuthRpcHandler authentication) {
    this.authentication = authentication;
  }

  boolean isDone() {
    return authentication.isAuthenticated();
  }

  @Override
  public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
    if (isDone()) {
      authentication.receive(client, message, callback);
      return;
    }
    try {
      authentication.receive(client, message, new Silent(client, callback));
    } catch (RuntimeException e) {
      refuse(client, e);
    }
  }

  private static void refuse(TransportClient client, Throwable cause) {
    LOG.warn("Refused {}: it did not prove the secret of this session.", client.getSocketAddress());
    LOG.debug("The handshake failed so.", cause);
    client.getChannel().close();
  }

  @Override
  public void receive(TransportClient client, ByteBuffer message) {
    authentication.receive(client, message);
  }

  @Override
  public StreamCallbackWithID receiveStream(
      TransportClient client, ByteBuffer header, RpcResponseCallback callback) {
    return authentication.receiveStream(client, header, callback);
  }

  @Override
  public StreamManager getStreamManager() {
    return authentication.getStreamManager();
  }

  @Override
  public void channelActive(TransportClient client) {
    authentication.channelActive(client);
  }

  @Override
  public void channelInactive(TransportClient client) {
    authentication.channelInactive(client);
  }

  @Override
  public void exceptionCaught(Throwable cause, TransportClient client) {
    authentication.exceptionCaught(cause, client);
  }

  private record Silent(TransportClient client, RpcResponseCallback answer)
      implements RpcResponseCallback {
    @Override
    public void onSuccess(ByteBuffer response) {
      answer.onSuccess(response);
    }

    @Override
    public void onFailure(Throwable cause) {
      refuse(client, cause);
    }
  }
}
