package io.kindling.distributed.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a worker says first on a connection, after it has been authenticated.
 *
 * @param rank who speaks
 * @param agreement what both must have alike: the settings and the layout of vectors
 * @param offer memory to share, where there is some
 */
record Greeting(int rank, String agreement, Optional<SharedOffer> offer) {
  Greeting(int rank, String agreement) {
    this(rank, agreement, Optional.empty());
  }

  Greeting offering(SharedOffer memory) {
    return new Greeting(rank, agreement, Optional.of(memory));
  }

  ByteBuffer encode() {
    byte[] text = agreement.getBytes(StandardCharsets.UTF_8);
    byte[] memory = offer.map(SharedOffer::encode).orElse("").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 * Integer.BYTES + text.length + memory.length)
        .putInt(rank)
        .putInt(text.length)
        .put(text)
        .put(memory)
        .flip();
  }

  /**
   * Reads a greeting.
   *
   * @throws IllegalArgumentException when the bytes are none
   */
  static Greeting decode(ByteBuffer from) {
    int rank = from.remaining() < 2 * Integer.BYTES ? -1 : from.getInt();
    int length = rank < 0 ? -1 : from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new IllegalArgumentException(
          "Greeting: expected a rank and an agreement, got other bytes. Message refused.");
    }
    String agreement = text(from.slice(from.position(), length));
    String memory = text(from.position(from.position() + length));
    return new Greeting(
        rank,
        agreement,
        memory.isEmpty() ? Optional.empty() : Optional.of(SharedOffer.decode(memory)));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
