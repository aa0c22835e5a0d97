package io.kindling.distributed.session;

import io.kindling.tensor.Tensor;
import io.kindling.training.Parameters;
import io.kindling.training.RowHash;
import java.util.function.Consumer;

/** Takes parameters apart for the way to the driver, a few MiB at a time. */
final class HandOver {
  /** Far below the limits of Spark's messages and results. */
  static final int CHUNK = 4 << 20;

  private HandOver() {}

  /** Gives all bytes in order and returns their digest. */
  static long chunks(Parameters parameters, Consumer<byte[]> to) {
    Tensor vector = parameters.vector();
    long digest = 0;
    for (long offset = 0; offset < vector.bytes(); offset += CHUNK) {
      byte[] chunk = new byte[(int) Math.min(CHUNK, vector.bytes() - offset)];
      vector.copyBytesTo(offset, chunk, 0, chunk.length);
      digest = RowHash.of(digest, chunk, 0, chunk.length);
      to.accept(chunk);
    }
    return digest;
  }
}
