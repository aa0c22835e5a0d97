package io.kindling.mkl;

import io.kindling.graph.Value;
import io.kindling.tensor.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Kernels that the way forward has transformed, for the way back. They are kept as far as outputs
 * have room for them, the last layers first, whose turn comes first; others are transformed once
 * more, which takes a hundredth of a step where the memory would be a third of it.
 */
final class KeptTiles {
  /** What is smaller than this is kept in any case. */
  private static final long SMALL = 1 << 20;

  private final Map<Value, List<Buffer>> tiles = new HashMap<>();
  private long room;

  /**
   * @param outputs which lend their memory until they are written
   */
  KeptTiles(Collection<Tensor> outputs) {
    Map<Long, Long> sizes = new HashMap<>();
    outputs.forEach(output -> sizes.merge(output.address(), output.bytes(), Math::max));
    room = sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the tiles of kernels for another step of the way forward. */
  List<Buffer> forward(Value kernels, Supplier<List<Buffer>> maker) {
    List<Buffer> found = tiles.get(kernels);
    if (found == null) {
      found = maker.get();
      tiles.put(kernels, found);
    }
    return found;
  }

  /** Returns the tiles of kernels for the way back: those of the way forward or new ones. */
  List<Buffer> backward(Value kernels, Supplier<List<Buffer>> maker) {
    List<Buffer> found = tiles.get(kernels);
    if (found == null) {
      return forward(kernels, maker);
    }
    long bytes = found.stream().mapToLong(Buffer::bytes).sum();
    if (bytes >= SMALL && bytes > room) {
      return maker.get();
    }
    room -= bytes;
    return found;
  }
}
