package io.kindling.distributed.session;

import io.kindling.tensor.Tensor;
import io.kindling.training.Parameters;
import io.kindling.training.RowHash;
import java.util.function.LongFunction;

/** Takes parameters apart for the way between driver and workers, a few MiB at a time. */
final class HandOver {
  /** Far below the limits of Spark's messages and results. */
  static final int CHUNK = 4 << 20;

  private HandOver() {}

  /** Takes a piece of parameters. */
  @FunctionalInterface
  interface Piece {
    /** Takes the bytes from an offset on. */
    void take(long offset, byte[] bytes);
  }

  /** Gives all bytes in order and returns their digest. */
  static long send(Parameters parameters, Piece to) {
    long digest = 0;
    for (long offset = 0; offset < parameters.vector().bytes(); offset += CHUNK) {
      byte[] piece = piece(parameters, offset);
      digest = RowHash.of(digest, piece, 0, piece.length);
      to.take(offset, piece);
    }
    return digest;
  }

  /** Returns the digest of all bytes. */
  static long digest(Parameters parameters) {
    return send(parameters, (offset, bytes) -> {});
  }

  /** Returns the piece that begins at an offset. */
  static byte[] piece(Parameters parameters, long offset) {
    Tensor vector = parameters.vector();
    byte[] piece = new byte[(int) Math.min(CHUNK, vector.bytes() - offset)];
    vector.copyBytesTo(offset, piece, 0, piece.length);
    return piece;
  }

  /** Fills parameters with the pieces that somebody has. */
  static void receive(Parameters parameters, LongFunction<byte[]> from) {
    long size = parameters.vector().bytes();
    for (long offset = 0; offset < size; ) {
      byte[] piece = from.apply(offset);
      if (piece.length == 0) {
        throw new IllegalStateException(
            "Worker: expected parameters of " + size + " bytes, got " + offset + ".");
      }
      parameters.vector().copyBytesFrom(piece, 0, offset, piece.length);
      offset += piece.length;
    }
  }
}
