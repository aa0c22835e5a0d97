package io.kindling.distributed.collective;

import io.kindling.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Adds float32 vectors in rank order, over tiles on the heap, where Java's loops are vectorized.
 */
final class RankSum {
  private static final int TILE = 8 * 1024;

  private final float[] sum = new float[TILE];
  private final float[] part = new float[TILE];

  /** A worker's values and where they begin. */
  record Part(Tensor values, long from) {}

  /**
   * Writes the sums to the same elements of one or more vectors.
   *
   * @param parts one for each rank, in order
   * @param count the number of elements
   */
  void add(Part[] parts, int count, Part... targets) {
    for (int done = 0; done < count; done += TILE) {
      int size = Math.min(TILE, count - done);
      parts[0].values().copyTo(parts[0].from() + done, sum, 0, size);
      for (int rank = 1; rank < parts.length; rank++) {
        parts[rank].values().copyTo(parts[rank].from() + done, part, 0, size);
        for (int i = 0; i < size; i++) {
          sum[i] += part[i];
        }
      }
      for (Part target : targets) {
        target.values().copyFrom(sum, 0, target.from() + done, size);
      }
    }
  }

  /** Writes the sums of encoded vectors to a tensor. */
  void addBytes(List<ByteBuffer> parts, Tensor target) {
    int count = (int) target.size();
    for (int done = 0; done < count; done += TILE) {
      int size = Math.min(TILE, count - done);
      parts.get(0).asFloatBuffer().position(done).get(sum, 0, size);
      for (int rank = 1; rank < parts.size(); rank++) {
        parts.get(rank).asFloatBuffer().position(done).get(part, 0, size);
        for (int i = 0; i < size; i++) {
          sum[i] += part[i];
        }
      }
      target.copyFrom(sum, 0, done, size);
    }
  }
}
