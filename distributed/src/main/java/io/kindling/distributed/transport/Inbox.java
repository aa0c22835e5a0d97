package io.kindling.distributed.transport;

import java.nio.ByteBuffer;

/** Takes what the other workers send; called on network threads, so it must not block. */
public interface Inbox {
  /** Returns how much may be under way from one other worker. */
  Window window();

  /**
   * Returns where the payload of a stream goes.
   *
   * @throws RuntimeException when the message has no place here; the connection is then given up
   */
  Sink open(int rank, Header header);

  /** Takes a small payload, which is valid during the call only. */
  void small(int rank, Header header, ByteBuffer payload);

  /** Hears that the connection from or to a worker has ended. */
  void lost(int rank, Throwable cause);

  /** Takes the pieces of one payload in order. */
  interface Sink {
    /** Takes a piece, valid during the call only. */
    void accept(ByteBuffer piece);

    /** Hears that all pieces have been handed over. */
    void complete();
  }
}
