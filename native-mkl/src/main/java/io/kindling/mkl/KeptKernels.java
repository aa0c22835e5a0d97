package io.kindling.mkl;

import io.kindling.graph.Value;
import io.kindling.tensor.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Kernels that the way forward has put in another form, for the way back. They are kept as far as
 * outputs have room for them, the last layers first, whose turn comes first; others are made once
 * more, which takes a hundredth of a step where the memory would be a third of it.
 */
final class KeptKernels {
  /** What is smaller than this is kept in any case. */
  private static final long SMALL = 1 << 20;

  private final Map<Key, List<Buffer>> kept = new HashMap<>();
  private long room;

  /** What kernels are made into. */
  enum Form {
    /** Tiles, all in one piece of memory. */
    TILES,
    /** Tiles, each place of them in a piece of memory of its own. */
    PLACES,
    /** A matrix for each element of a kernel. */
    MATRICES
  }

  /** Images of several sizes may share kernels, and want each another form of them. */
  private record Key(Value kernels, Form form) {}

  /**
   * @param outputs which lend their memory until they are written
   */
  KeptKernels(Collection<Tensor> outputs) {
    Map<Long, Long> sizes = new HashMap<>();
    outputs.forEach(output -> sizes.merge(output.address(), output.bytes(), Math::max));
    // When the largest is about to be made its numbers lie in other memory of the same size.
    long largest = sizes.values().stream().mapToLong(Long::longValue).max().orElse(0);
    room = sizes.values().stream().mapToLong(Long::longValue).sum() - largest;
  }

  /** Returns kernels in a form for a step of the way forward, or of the way back. */
  List<Buffer> get(Value kernels, Form form, boolean back, Supplier<List<Buffer>> maker) {
    Key key = new Key(kernels, form);
    List<Buffer> found = kept.get(key);
    if (found == null) {
      found = maker.get();
      kept.put(key, found);
    } else if (back) {
      long bytes = found.stream().mapToLong(Buffer::bytes).sum();
      if (bytes >= SMALL && bytes > room) {
        return maker.get();
      }
      room -= bytes;
    }
    return found;
  }
}
