package io.kindling.backend;

import java.util.Arrays;

/** Messages of all workers as sums, in which every worker has a place of its own. */
final class GatheredBySums {
  /** How many bytes travel in one number, exactly. */
  private static final int PACKED = 6;

  private GatheredBySums() {}

  static byte[][] gather(Collective collective, byte[] own) {
    double[] lengths = new double[collective.workers()];
    lengths[collective.rank()] = own.length;
    collective.sum(lengths);
    int[] from = new int[lengths.length + 1];
    for (int rank = 0; rank < lengths.length; rank++) {
      from[rank + 1] = from[rank] + ((int) lengths[rank] + PACKED - 1) / PACKED;
    }
    double[] message = new double[from[lengths.length]];
    int start = from[collective.rank()];
    for (int i = 0; i < own.length; i++) {
      message[start + i / PACKED] = message[start + i / PACKED] * 256 + (own[i] & 0xFF);
    }
    collective.sum(message);
    byte[][] all = new byte[lengths.length][];
    for (int rank = 0; rank < all.length; rank++) {
      double[] part = Arrays.copyOfRange(message, from[rank], from[rank + 1]);
      all[rank] = bytes(part, (int) lengths[rank]);
    }
    return all;
  }

  private static byte[] bytes(double[] packed, int length) {
    byte[] bytes = new byte[length];
    for (int i = length - 1; i >= 0; i--) {
      long number = (long) packed[i / PACKED];
      bytes[i] = (byte) number;
      packed[i / PACKED] = number >> 8;
    }
    return bytes;
  }
}
