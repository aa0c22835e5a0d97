package io.kindling.backend.reference;

/**
 * Random bits of element j of a row, a function of the row's key, a salt and j alone: the generator
 * SplitMix64 (G. Steele, D. Lea, C. Flood, 2014) entered at its j-th state.
 */
final class RowRandom {
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private RowRandom() {}

  /** Returns what {@link #bits} takes for a row. */
  static long seed(long rowKey, long salt) {
    return mix(mix(rowKey) + GOLDEN_RATIO * salt);
  }

  /** Returns 64 random bits for an element of the row. */
  static long bits(long seed, long element) {
    return mix(seed + GOLDEN_RATIO * (element + 1));
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
