package io.kindling.mkl;

import io.kindling.tensor.Arena;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One block of memory in which buffers get places, such that those that live at the same time do
 * not overlap: the plan's own, which grows, or an output's for as long as nobody needs it.
 */
final class Room {
  private final Optional<Tensor> lender;
  private final long start;
  private final long limit;
  private final int until;
  private final List<Buffer> byOffset = new ArrayList<>();
  private final Map<Buffer, Long> offsets = new HashMap<>();
  private long end;

  private Room(Optional<Tensor> lender, long start, long limit, int until) {
    this.lender = lender;
    this.start = start;
    this.limit = limit;
    this.until = until;
  }

  /** Returns the plan's own memory. */
  static Room own() {
    return new Room(Optional.empty(), 0, Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** Returns the memory of an output. */
  static Room of(LentMemory lent) {
    Tensor tensor = lent.tensor();
    // The caller's memory need not begin at a multiple of the alignment.
    long start = -tensor.address() & (Arena.ALIGNMENT - 1);
    return new Room(Optional.of(tensor), start, tensor.bytes(), lent.until());
  }

  /** Returns the end of what is taken. */
  long end() {
    return end;
  }

  /** Gives a buffer the lowest place that is free during its life, if there is one. */
  Optional<Spot> place(Buffer buffer) {
    boolean early = until == Integer.MAX_VALUE || (buffer.first() >= 0 && buffer.last() < until);
    if (!early || buffer.bytes() > limit - start) {
      return Optional.empty();
    }
    long offset = lowestFree(buffer);
    if (buffer.bytes() > limit - offset) {
      return Optional.empty();
    }
    byOffset.add(firstBehind(offset), buffer);
    offsets.put(buffer, offset);
    end = Math.max(end, offset + aligned(buffer.bytes()));
    return Optional.of(new Spot(lender, offset));
  }

  /** Returns the place of the first buffer that begins behind an offset. */
  private int firstBehind(long offset) {
    int low = 0;
    int high = byOffset.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (offset(byOffset.get(middle)) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long offset(Buffer buffer) {
    return offsets.getOrDefault(buffer, 0L);
  }

  private long lowestFree(Buffer buffer) {
    long candidate = start;
    for (Buffer other : byOffset) {
      boolean together = other.first() <= buffer.last() && buffer.first() <= other.last();
      if (!together) {
        continue;
      }
      if (candidate + aligned(buffer.bytes()) <= offset(other)) {
        return candidate;
      }
      candidate = Math.max(candidate, offset(other) + aligned(other.bytes()));
    }
    return candidate;
  }

  private static long aligned(long bytes) {
    return (bytes + Arena.ALIGNMENT - 1) & -Arena.ALIGNMENT;
  }
}
