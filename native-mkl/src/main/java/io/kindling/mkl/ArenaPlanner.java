package io.kindling.mkl;

import io.kindling.tensor.Arena;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Offsets of buffers in one block of memory, such that buffers that live at the same time do not
 * overlap: the largest first, each at the lowest offset that is free during its life.
 *
 * @param offsets in bytes, multiples of {@link Arena#ALIGNMENT}
 * @param bytes the size of the block
 */
record ArenaPlanner(Map<Buffer, Long> offsets, long bytes) {
  /** Copies the map. */
  ArenaPlanner {
    offsets = Map.copyOf(offsets);
  }

  /** Places all buffers that steps use and that have no memory yet. */
  static ArenaPlanner place(Collection<Buffer> buffers) {
    List<Buffer> largestFirst =
        buffers.stream()
            .filter(b -> b.isUsed() && b.external().isEmpty())
            .distinct()
            .sorted(
                Comparator.comparingLong((Buffer b) -> -b.bytes()).thenComparingInt(Buffer::first))
            .toList();
    Map<Buffer, Long> offsets = new HashMap<>();
    List<Buffer> byOffset = new ArrayList<>();
    long end = 0;
    for (Buffer buffer : largestFirst) {
      long offset = lowestFree(buffer, byOffset, offsets);
      byOffset.add(firstBehind(offset, byOffset, offsets), buffer);
      offsets.put(buffer, offset);
      end = Math.max(end, offset + aligned(buffer.bytes()));
    }
    return new ArenaPlanner(offsets, end);
  }

  /** Returns the place of the first buffer that begins behind an offset. */
  private static int firstBehind(long offset, List<Buffer> byOffset, Map<Buffer, Long> offsets) {
    int low = 0;
    int high = byOffset.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (offsets.getOrDefault(byOffset.get(middle), 0L) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static long lowestFree(Buffer buffer, List<Buffer> byOffset, Map<Buffer, Long> offsets) {
    long candidate = 0;
    for (Buffer other : byOffset) {
      boolean together = other.first() <= buffer.last() && buffer.first() <= other.last();
      if (!together) {
        continue;
      }
      long start = offsets.getOrDefault(other, 0L);
      if (candidate + aligned(buffer.bytes()) <= start) {
        return candidate;
      }
      candidate = Math.max(candidate, start + aligned(other.bytes()));
    }
    return candidate;
  }

  private static long aligned(long bytes) {
    return (bytes + Arena.ALIGNMENT - 1) & -Arena.ALIGNMENT;
  }
}
