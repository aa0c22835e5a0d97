package io.kindling.backend.reference;

import io.kindling.tensor.Tensor;
import java.util.Arrays;

/**
 * A piece of a tensor on the heap: loops over arrays are several times faster than over native
 * memory, and double holds every element type but the largest 64-bit integers exactly.
 */
final class Tile {
  /** The number of elements, small enough for a first-level cache. */
  static final int SIZE = 2048;

  private Tile() {}

  /** Returns how many of the elements from {@code from} to {@code length} fit into a tile. */
  static int count(long from, long length) {
    return (int) Math.min(SIZE, length - from);
  }

  /** Loads elements that stand {@code step} apart. */
  static void load(Tensor tensor, long index, long step, double[] to, int count) {
    if (step == 1) {
      tensor.copyTo(index, to, 0, count);
    } else if (step == 0) {
      Arrays.fill(to, 0, count, tensor.getDouble(index));
    } else {
      for (int i = 0; i < count; i++) {
        to[i] = tensor.getDouble(index + i * step);
      }
    }
  }

  /** Copies one element between tensors of one type. */
  static void move(Tensor from, long index, Tensor to, long place) {
    if (from.type().isFloating()) {
      to.setDouble(place, from.getDouble(index));
    } else {
      to.setLong(place, from.getLong(index));
    }
  }
}
