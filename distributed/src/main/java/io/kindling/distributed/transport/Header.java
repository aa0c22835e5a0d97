package io.kindling.distributed.transport;

import java.nio.ByteBuffer;

/**
 * What stands before the payload of a message.
 *
 * @param number counts the messages of a kind of one session; the same exchange has the same number
 *     on all workers
 * @param bytes the size of the payload
 */
public record Header(Kind kind, long number, int bytes) {
  /** The size of an encoded header. */
  public static final int BYTES = 1 + Long.BYTES + Integer.BYTES;

  /** What a payload is. */
  public enum Kind {
    /** One worker's part of the slice that the receiver sums. */
    REDUCE,
    /** The sum of the slice that the sender owns. */
    GATHER,
    /** A whole vector of one worker, small enough for one message. */
    SMALL;

    /** How many kinds are streams; they come first. */
    static final int STREAMED = 2;

    /** Returns whether its payloads are streams. */
    boolean isStreamed() {
      return this != SMALL;
    }
  }

  /** Checks the numbers, which come from outside. */
  public Header {
    if (number < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "Header: expected a number and a size of 0 or more, got "
              + number
              + " and "
              + bytes
              + ". The peer speaks another protocol.");
    }
  }

  /** Returns a buffer with this header and room for {@code payload} bytes, ready to be filled. */
  ByteBuffer encode(int payload) {
    return ByteBuffer.allocate(BYTES + payload)
        .put((byte) kind.ordinal())
        .putLong(number)
        .putInt(bytes);
  }

  /**
   * Reads a header.
   *
   * @throws IllegalArgumentException when the bytes are none
   */
  static Header decode(ByteBuffer from) {
    if (from.remaining() < BYTES) {
      throw new IllegalArgumentException(
          "Header: expected " + BYTES + " bytes, got " + from.remaining() + ". Message refused.");
    }
    int kind = from.get();
    if (kind < 0 || kind >= Kind.values().length) {
      throw new IllegalArgumentException(
          "Header: expected a kind below "
              + Kind.values().length
              + ", got "
              + kind
              + ". Message refused.");
    }
    return new Header(Kind.values()[kind], from.getLong(), from.getInt());
  }
}
