package io.kindling.distributed.transport;

import io.netty.channel.Channel;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientBootstrap;

/**
 * Bounds what an answering host can make the caller store before it has proved the secret too:
 * another process may have taken the port of a worker that died.
 */
final class CallingGate implements TransportClientBootstrap {
  @Override
  public void doBootstrap(TransportClient client, Channel channel) {
    channel
        .pipeline()
        .addBefore("frameDecoder", "gate", new Gate(() -> client.getClientId() != null, () -> {}));
  }
}
