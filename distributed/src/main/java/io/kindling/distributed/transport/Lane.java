package io.kindling.distributed.transport;

import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.protocol.OneWayMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to another worker: a connection and, where both are on one host, memory of both for the
 * payloads.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final TransportClient client;
  private final Optional<SharedMemory> shared;

  private Lane(TransportClient client, Optional<SharedMemory> shared) {
    this.client = client;
    this.shared = shared;
    // Runs on the connection's thread, after all that was to be written.
    shared.ifPresent(m -> channel().closeFuture().addListener(closed -> m.close()));
  }

  /**
   * Greets the worker at the other end.
   *
   * @param window what may be under way, when memory is to be shared; where that cannot be, all
   *     goes through the connection
   * @throws RuntimeException when the other does not answer or refuses
   */
  static Lane greet(
      TransportClient client, Greeting greeting, Optional<Window> window, Duration limit) {
    Optional<SharedMemory> memory = window.flatMap(Lane::create);
    boolean taken = false;
    try {
      Greeting said = memory.map(m -> greeting.offering(m.offer())).orElse(greeting);
      ByteBuffer answer = client.sendRpcSync(said.encode(), limit.toMillis());
      taken = memory.isPresent() && answer.hasRemaining();
    } finally {
      if (!taken) {
        memory.ifPresent(SharedMemory::close);
      }
    }
    return new Lane(client, taken ? memory : Optional.empty());
  }

  private static Optional<SharedMemory> create(Window window) {
    try {
      return Optional.of(SharedMemory.create(window));
    } catch (IOException | RuntimeException e) {
      LOG.info("Shares no memory with workers of this host; all goes through connections: {}", e);
      return Optional.empty();
    }
  }

  boolean isOf(TransportClient other) {
    return client.equals(other);
  }

  Channel channel() {
    return client.getChannel();
  }

  /** Sends a small payload without waiting. */
  void post(Header header, ByteBuffer payload) {
    // What TransportClient.send does; its result is another one from Spark 4.3 on.
    channel()
        .writeAndFlush(
            new OneWayMessage(
                new NioManagedBuffer(
                    header.encode(payload.remaining()).put(payload.duplicate()).flip())));
  }

  /** Sends a payload from its own memory, and says when that may change again. */
  void stream(Header header, ByteBuffer payload, RpcResponseCallback arrived) {
    if (shared.isPresent() && shared.get().holds(header)) {
      share(shared.get(), header, payload, arrived);
    } else {
      client.uploadStream(
          new NioManagedBuffer(header.encode(0).flip()), new NioManagedBuffer(payload), arrived);
    }
  }

  /** Copies on the connection's thread, so that nothing is copied once the connection has ended. */
  private void share(
      SharedMemory memory, Header header, ByteBuffer payload, RpcResponseCallback arrived) {
    try {
      channel().eventLoop().execute(() -> copy(memory, header, payload, arrived));
    } catch (RejectedExecutionException e) {
      arrived.onFailure(e); // The connection's threads have ended.
    }
  }

  private void copy(
      SharedMemory memory, Header header, ByteBuffer payload, RpcResponseCallback arrived) {
    try {
      if (!channel().isActive()) {
        throw new ClosedChannelException();
      }
      memory.put(header, payload);
      post(header, NOTHING.duplicate());
      arrived.onSuccess(NOTHING.duplicate());
    } catch (IOException | RuntimeException e) {
      arrived.onFailure(e);
    }
  }
}
