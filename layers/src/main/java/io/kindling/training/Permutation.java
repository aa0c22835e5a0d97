package io.kindling.training;

/**
 * A shuffle of the numbers below a size that needs no memory: each place is computed by itself.
 *
 * <p>A Feistel network of six rounds permutes the numbers of {@code 2h} bits, where that is the
 * smallest such range that holds the size; a result outside the size is put in again until it falls
 * inside (at most four times on average). Places are shifted by a number from the key before and
 * after, because few bits give few permutations, which would not be even. Source: John Black,
 * Phillip Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002, sections 3 and 4 (cycle
 * walking, generalized Feistel).
 */
final class Permutation {
  private static final int ROUNDS = 6;

  private Permutation() {}

  /**
   * Returns what stands at a place.
   *
   * @param key decides the permutation
   * @param size 1 or more
   * @param place from 0 to {@code size - 1}
   */
  static long at(long key, long size, long place) {
    int half = Math.max(1, (65 - Long.numberOfLeadingZeros(size - 1)) / 2);
    long mask = (1L << half) - 1;
    long value = shifted(Mix.mix(key, -1), size, place);
    do {
      long left = value >>> half;
      long right = value & mask;
      for (int round = 0; round < ROUNDS; round++) {
        long next = left ^ (Mix.mix(key + round, right) & mask);
        left = right;
        right = next;
      }
      value = left << half | right;
    } while (value >= size);
    return shifted(Mix.mix(key, -2), size, value);
  }

  private static long shifted(long random, long size, long place) {
    long sum = Long.remainderUnsigned(random, size) + place;
    return sum < size ? sum : sum - size;
  }
}
