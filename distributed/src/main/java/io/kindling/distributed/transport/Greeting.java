package io.kindling.distributed.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a worker says first on a connection, after it has been authenticated.
 *
 * @param rank who speaks
 * @param agreement what both must have alike: the settings and the layout of vectors
 */
record Greeting(int rank, String agreement) {
  ByteBuffer encode() {
    byte[] text = agreement.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + text.length).putInt(rank).put(text).flip();
  }

  static Greeting decode(ByteBuffer from) {
    int rank = from.getInt();
    return new Greeting(rank, StandardCharsets.UTF_8.decode(from).toString());
  }
}
