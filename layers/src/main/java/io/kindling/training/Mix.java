package io.kindling.training;

/** Makes unrelated numbers of related ones; the same on every machine. */
final class Mix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mix() {}

  /**
   * Returns a bijection of 64-bit numbers in which every bit depends on every bit. Source: Guy
   * Steele, Doug Lea, Christine Flood, "Fast splittable pseudorandom number generators", OOPSLA
   * 2014, figure 14, with the constants of David Stafford's variant 13.
   */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Returns a number drawn from two. */
  static long mix(long a, long b) {
    return mix(mix(a + GOLDEN) + (b + 1) * GOLDEN);
  }

  /** Returns a number drawn from three. */
  static long mix(long a, long b, long c) {
    return mix(mix(a, b), c);
  }
}
