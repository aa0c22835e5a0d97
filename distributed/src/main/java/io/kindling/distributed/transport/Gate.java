package io.kindling.distributed.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the frame decoder of a connection and closes it when the peer sends more than
 * {@link #LIMIT} bytes, or lets {@link #PATIENCE_SECONDS} pass, before it is authenticated. The
 * decoder alone would store a frame of 2 GB for anybody.
 */
final class Gate extends ChannelInboundHandlerAdapter {
  /** What a stranger can make us store, in bytes; a handshake takes less than 2 KiB. */
  static final int LIMIT = 32 * 1024;

  private static final int PATIENCE_SECONDS = 30;
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final BooleanSupplier authenticated;
  private final Runnable left;
  private long seen;
  private boolean leaving;

  /**
   * Guards one connection.
   *
   * @param left called once when the connection is authenticated or has ended
   */
  Gate(BooleanSupplier authenticated, Runnable left) {
    this.authenticated = authenticated;
    this.left = left;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.executor()
        .schedule(
            () -> {
              if (!leaving && !authenticated.getAsBoolean()) {
                refuse(ctx, "no authentication within " + PATIENCE_SECONDS + " s");
              }
            },
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (authenticated.getAsBoolean()) {
      leave();
      ctx.fireChannelRead(message);
      ctx.pipeline().remove(this);
      return;
    }
    ByteBuf bytes = (ByteBuf) message;
    seen += bytes.readableBytes();
    if (leaving || seen > LIMIT) {
      bytes.release();
      refuse(ctx, seen + " bytes before authentication");
      return;
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    leave();
    ctx.fireChannelInactive();
  }

  private void refuse(ChannelHandlerContext ctx, String reason) {
    if (!leaving) {
      LOG.warn("Refused a connection from {}: {}.", ctx.channel().remoteAddress(), reason);
    }
    leave();
    ctx.close();
  }

  private void leave() {
    if (!leaving) {
      leaving = true;
      left.run();
    }
  }
}
