package io.kindling.mkl;

import io.kindling.tensor.Tensor;
import java.util.List;

/**
 * Transforms kernels and, the other way, the gradients of transformed kernels, a block of (channel,
 * filter) pairs at a time; all have the places outside.
 */
final class KernelTiles {
  /** Pairs in a block: some arrays of them fit the first-level cache. */
  static final int BLOCK = 1024;

  private final float[][] small = new float[9][BLOCK];
  private final float[][] wide = new float[12][BLOCK];
  private final float[] place = new float[BLOCK];
  private final float[] summand = new float[BLOCK];
  private final float[][] tile = new float[16][BLOCK];

  /** Returns the blocks of some pairs. */
  static int blocks(long pairs) {
    return Math.toIntExact((pairs + BLOCK - 1) / BLOCK);
  }

  /** {@code G g G'}: from {@code [9, pairs]} to {@code [16, pairs]}. */
  void transform(Tensor kernels, Tensor tiles, int block) {
    long pairs = kernels.size() / 9;
    long at = (long) block * BLOCK;
    int count = (int) Math.min(BLOCK, pairs - at);
    for (int i = 0; i < 9; i++) {
      kernels.copyTo(i * pairs + at, small[i], 0, count);
    }
    for (int j = 0; j < 3; j++) {
      FloatLoops.halfSum(small[j], small[3 + j], small[6 + j], wide[3 + j], count);
      FloatLoops.halfAlternate(small[j], small[3 + j], small[6 + j], wide[6 + j], count);
    }
    for (int i = 0; i < 4; i++) {
      // The first and last rows of the tile are those of the kernel.
      float[][] from = i == 0 || i == 3 ? small : wide;
      int row = i == 3 ? 6 : 3 * i;
      long target = 4L * i * pairs + at;
      tiles.copyFrom(from[row], 0, target, count);
      FloatLoops.halfSum(from[row], from[row + 1], from[row + 2], place, count);
      tiles.copyFrom(place, 0, target + pairs, count);
      FloatLoops.halfAlternate(from[row], from[row + 1], from[row + 2], place, count);
      tiles.copyFrom(place, 0, target + 2 * pairs, count);
      tiles.copyFrom(from[row + 2], 0, target + 3 * pairs, count);
    }
  }

  /** {@code G' u G} of the sum of tensors {@code [16, pairs]}, into {@code [9, pairs]}. */
  void gradient(List<Tensor> parts, Tensor kernels, int block) {
    long pairs = kernels.size() / 9;
    long at = (long) block * BLOCK;
    int count = (int) Math.min(BLOCK, pairs - at);
    for (int i = 0; i < 16; i++) {
      parts.get(0).copyTo(i * pairs + at, tile[i], 0, count);
      for (int part = 1; part < parts.size(); part++) {
        parts.get(part).copyTo(i * pairs + at, summand, 0, count);
        FloatLoops.accumulate(summand, tile[i], count);
      }
    }
    for (int j = 0; j < 4; j++) {
      FloatLoops.addHalf(tile[j], tile[4 + j], tile[8 + j], wide[j], count);
      FloatLoops.halfDifference(tile[4 + j], tile[8 + j], wide[4 + j], count);
      FloatLoops.addHalf(tile[12 + j], tile[4 + j], tile[8 + j], wide[8 + j], count);
    }
    for (int i = 0; i < 3; i++) {
      int row = 4 * i;
      long target = 3L * i * pairs + at;
      FloatLoops.addHalf(wide[row], wide[row + 1], wide[row + 2], place, count);
      kernels.copyFrom(place, 0, target, count);
      FloatLoops.halfDifference(wide[row + 1], wide[row + 2], place, count);
      kernels.copyFrom(place, 0, target + pairs, count);
      FloatLoops.addHalf(wide[row + 3], wide[row + 1], wide[row + 2], place, count);
      kernels.copyFrom(place, 0, target + 2 * pairs, count);
    }
  }
}
