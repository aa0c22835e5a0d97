package io.kindling.distributed.collective;

/** How a range of elements is cut into parts that differ by one element at most. */
final class Slices {
  private Slices() {}

  /** Returns the first element of a part; {@code parts} gives the end. */
  static long from(long count, int parts, int part) {
    return count / parts * part + Math.min(part, count % parts);
  }

  /** Returns the number of elements of a part. */
  static int size(long count, int parts, int part) {
    return (int) (from(count, parts, part + 1) - from(count, parts, part));
  }
}
