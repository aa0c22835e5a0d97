package io.kindling.distributed.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.BooleanSupplier;
import org.apache.spark.network.protocol.AbstractMessage;
import org.apache.spark.network.protocol.OneWayMessage;
import org.apache.spark.network.protocol.RpcRequest;
import org.apache.spark.network.protocol.UploadStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands behind the message decoder of an accepted connection: strangers may only shake hands,
 * workers may only push, and whoever asks for anything else is disconnected without an answer.
 */
final class Customs extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Customs.class);

  private final BooleanSupplier authenticated;

  Customs(BooleanSupplier authenticated) {
    this.authenticated = authenticated;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof RpcRequest
        || ((message instanceof UploadStream || message instanceof OneWayMessage)
            && authenticated.getAsBoolean())) {
      ctx.fireChannelRead(message);
      return;
    }
    LOG.warn(
        "Refused a {} from {}.", message.getClass().getSimpleName(), ctx.channel().remoteAddress());
    release(message);
    ctx.close();
  }

  private static void release(Object message) {
    if (message instanceof UploadStream upload) {
      upload.meta.release();
    } else if (message instanceof AbstractMessage plain && plain.body() != null) {
      plain.body().release();
    }
  }
}
