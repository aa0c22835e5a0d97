package io.kindling.mkl;

import io.kindling.tensor.Tensor;
import java.util.List;

/**
 * Transforms kernels and, the other way, the gradients of transformed kernels, a block of (channel,
 * filter) pairs at a time. Kernels lie as callers have them, tiles have the places outside.
 */
final class KernelTiles {
  /** Pairs in a block: some arrays of them fit the first-level cache. */
  static final int BLOCK = 512;

  private final float[] kernels = new float[9 * BLOCK];
  private final float[][] small = new float[9][BLOCK];
  private final float[][] wide = new float[12][BLOCK];
  private final float[] place = new float[BLOCK];
  private final float[] summand = new float[BLOCK];
  private final float[][] tile = new float[16][BLOCK];

  /** Returns the blocks of some pairs. */
  static int blocks(long pairs) {
    return Math.toIntExact((pairs + BLOCK - 1) / BLOCK);
  }

  /** {@code G g G'}: from {@code [pairs, 9]} to pairs at each of 16 places. */
  void transform(Tensor plain, Tensor[] tiles, int block) {
    long at = (long) block * BLOCK;
    int count = (int) Math.min(BLOCK, plain.size() / 9 - at);
    plain.copyTo(9 * at, kernels, 0, 9 * count);
    FloatLoops.deal(kernels, small, count);
    for (int j = 0; j < 3; j++) {
      FloatLoops.halfSum(small[j], small[3 + j], small[6 + j], wide[3 + j], count);
      FloatLoops.halfAlternate(small[j], small[3 + j], small[6 + j], wide[6 + j], count);
    }
    for (int i = 0; i < 4; i++) {
      // The first and last rows of the tile are those of the kernel.
      float[][] from = i == 0 || i == 3 ? small : wide;
      int row = i == 3 ? 6 : 3 * i;
      tiles[4 * i].copyFrom(from[row], 0, at, count);
      FloatLoops.halfSum(from[row], from[row + 1], from[row + 2], place, count);
      tiles[4 * i + 1].copyFrom(place, 0, at, count);
      FloatLoops.halfAlternate(from[row], from[row + 1], from[row + 2], place, count);
      tiles[4 * i + 2].copyFrom(place, 0, at, count);
      tiles[4 * i + 3].copyFrom(from[row + 2], 0, at, count);
    }
  }

  /** {@code G' u G} of the sum of tiles, pairs at 16 places each, into {@code [pairs, 9]}. */
  void gradient(List<Tensor[]> parts, Tensor to, int block) {
    long at = (long) block * BLOCK;
    int count = (int) Math.min(BLOCK, to.size() / 9 - at);
    for (int i = 0; i < 16; i++) {
      parts.get(0)[i].copyTo(at, tile[i], 0, count);
      for (int part = 1; part < parts.size(); part++) {
        parts.get(part)[i].copyTo(at, summand, 0, count);
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
      FloatLoops.addHalf(wide[row], wide[row + 1], wide[row + 2], small[3 * i], count);
      FloatLoops.halfDifference(wide[row + 1], wide[row + 2], small[3 * i + 1], count);
      FloatLoops.addHalf(wide[row + 3], wide[row + 1], wide[row + 2], small[3 * i + 2], count);
    }
    FloatLoops.gather(small, kernels, count);
    to.copyFrom(kernels, 0, 9 * at, 9 * count);
  }
}
