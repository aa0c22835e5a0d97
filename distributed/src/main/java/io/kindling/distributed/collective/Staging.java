package io.kindling.distributed.collective;

import io.kindling.tensor.Arena;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;

/**
 * Where parts of the slice that this worker owns wait for those of lower ranks: for each worker the
 * room of as many buckets as it may have under way. Fixed memory, allocated when a session opens.
 */
final class Staging implements AutoCloseable {
  /** The buckets that may be under way between two workers. */
  static final int WINDOW = 2;

  /** Elements that are added at a time: two tiles stay in the nearest cache. */
  private static final int TILE = 2 * 1024;

  private final Arena arena = Arena.open();
  private final float[][][] tiles = new float[WINDOW][2][TILE];
  private final Tensor[][] rooms;

  Staging(int workers, int rank, int sliceElements) {
    rooms = new Tensor[workers][WINDOW];
    for (int other = 0; other < workers; other++) {
      for (int slot = 0; slot < WINDOW && other != rank; slot++) {
        rooms[other][slot] = Tensor.allocate(arena, DataType.FLOAT32, Shape.of(sliceElements + 1L));
      }
    }
  }

  Tensor room(int rank, long bucket) {
    return rooms[rank][(int) (bucket % WINDOW)];
  }

  /** Returns one of two arrays for whoever adds the parts of a bucket. */
  float[] tile(int index, long bucket) {
    return tiles[(int) (bucket % WINDOW)][index];
  }

  @Override
  public void close() {
    arena.close();
  }
}
