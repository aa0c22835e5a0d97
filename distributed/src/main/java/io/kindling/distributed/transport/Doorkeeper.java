package io.kindling.distributed.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.server.AbstractAuthRpcHandler;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.apache.spark.network.util.TransportConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets workers of the session in and nobody else: Spark's authentication with the session's secret,
 * a {@link Gate} before the frame decoder and {@link Customs} behind the message decoder.
 */
final class Doorkeeper implements TransportServerBootstrap {
  /** How many connections may be in the handshake at a time. */
  static final int STRANGERS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

  private final AuthServerBootstrap authentication;
  private final AtomicInteger strangers = new AtomicInteger();

  Doorkeeper(TransportConf conf, SessionSecret secret) {
    this.authentication = new AuthServerBootstrap(conf, secret);
  }

  @Override
  public RpcHandler doBootstrap(Channel channel, RpcHandler rpcHandler) {
    Handshake handshake =
        new Handshake((AbstractAuthRpcHandler) authentication.doBootstrap(channel, rpcHandler));
    if (strangers.incrementAndGet() > STRANGERS) {
      LOG.warn("Refused a connection: {} others are not authenticated yet.", STRANGERS);
      strangers.decrementAndGet();
      channel.close();
      return handshake;
    }
    // The pipeline is empty still: these stand before the frame decoder.
    channel.pipeline().addLast(new Gate(handshake::isDone, strangers::decrementAndGet));
    channel.pipeline().addLast(new Installer(handshake));
    return handshake;
  }

  /** Puts the customs behind the decoder as soon as the pipeline is whole. */
  private static final class Installer extends ChannelInboundHandlerAdapter {
    private final Handshake handshake;

    Installer(Handshake handshake) {
      this.handshake = handshake;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.pipeline().addAfter("decoder", "customs", new Customs(handshake::isDone));
      ctx.pipeline().remove(this);
      ctx.fireChannelActive();
    }
  }
}
