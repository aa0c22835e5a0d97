package io.kindling.training;

import io.kindling.tensor.Tensor;
import java.util.Arrays;

/** Loops over parts of flat vectors by way of a tile on the heap. */
final class Vectors {
  /** Below this, squares that were rounded to float's smallest numbers could be seen in a sum. */
  private static final double SMALLEST_SQUARES = 1e-30;

  private Vectors() {}

  /** Multiplies a part by a factor; by 0 it becomes zeros, whatever it held. */
  static void scale(Tensor vector, Segment segment, double factor, float[] tile) {
    copyScaled(vector, vector, segment, factor, tile);
  }

  /** Writes a part of one vector, times a factor, to the same part of another. */
  static void copyScaled(Tensor from, Tensor to, Segment segment, double factor, float[] tile) {
    float f = (float) factor;
    long end = segment.offset() + segment.length();
    for (long at = segment.offset(); at < end; at += tile.length) {
      int count = (int) Math.min(tile.length, end - at);
      from.copyTo(at, tile, 0, count);
      for (int i = 0; i < count; i++) {
        tile[i] = f == 0 ? 0 : tile[i] * f;
      }
      to.copyFrom(tile, 0, at, count);
    }
  }

  /** Adds a part of one vector, times a factor, to the same part of another. */
  static void addScaled(
      Tensor from, Tensor to, Segment segment, double factor, float[] tile, float[] other) {
    float f = (float) factor;
    long end = segment.offset() + segment.length();
    for (long at = segment.offset(); at < end; at += tile.length) {
      int count = (int) Math.min(tile.length, end - at);
      from.copyTo(at, tile, 0, count);
      to.copyTo(at, other, 0, count);
      for (int i = 0; i < count; i++) {
        other[i] += f * tile[i];
      }
      to.copyFrom(other, 0, at, count);
    }
  }

  /**
   * Returns the sum of the squares of a part. Each place of the tile has a sum of its own in float,
   * a loop that the JIT vectorizes, and those are added up in double. Where squares leave float's
   * range, all is done in double: a large gradient is still a finite one.
   *
   * @param lanes as long as the tile
   */
  static double squares(Tensor vector, Segment segment, float[] tile, float[] lanes) {
    Arrays.fill(lanes, 0);
    long end = segment.offset() + segment.length();
    for (long at = segment.offset(); at < end; at += tile.length) {
      int count = (int) Math.min(tile.length, end - at);
      vector.copyTo(at, tile, 0, count);
      addSquares(tile, lanes, count);
    }
    double sum = sum(lanes, (int) Math.min(tile.length, segment.length()));
    return sum >= SMALLEST_SQUARES && sum <= Float.MAX_VALUE
        ? sum
        : exactSquares(vector, segment, tile);
  }

  private static void addSquares(float[] tile, float[] lanes, int count) {
    for (int i = 0; i < count; i++) {
      lanes[i] += tile[i] * tile[i];
    }
  }

  private static double sum(float[] lanes, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i <= count - 4; i += 4) {
      a += lanes[i];
      b += lanes[i + 1];
      c += lanes[i + 2];
      d += lanes[i + 3];
    }
    for (; i < count; i++) {
      a += lanes[i];
    }
    return a + b + (c + d);
  }

  private static double exactSquares(Tensor vector, Segment segment, float[] tile) {
    double sum = 0;
    long end = segment.offset() + segment.length();
    for (long at = segment.offset(); at < end; at += tile.length) {
      int count = (int) Math.min(tile.length, end - at);
      vector.copyTo(at, tile, 0, count);
      sum += squares(tile, count);
    }
    return sum;
  }

  /** Four sums side by side keep the adders busy, which one chain of additions would not. */
  private static double squares(float[] tile, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i <= count - 4; i += 4) {
      a += (double) tile[i] * tile[i];
      b += (double) tile[i + 1] * tile[i + 1];
      c += (double) tile[i + 2] * tile[i + 2];
      d += (double) tile[i + 3] * tile[i + 3];
    }
    for (; i < count; i++) {
      a += (double) tile[i] * tile[i];
    }
    return a + b + (c + d);
  }

  static void scale(float[] tile, int count, float factor) {
    for (int i = 0; i < count; i++) {
      tile[i] *= factor;
    }
  }

  /** Adds an array, times a factor, to another. */
  static void add(float[] from, float[] to, int count, float factor) {
    for (int i = 0; i < count; i++) {
      to[i] += factor * from[i];
    }
  }

  static void clamp(float[] tile, int count, float limit) {
    for (int i = 0; i < count; i++) {
      tile[i] = Math.min(Math.max(tile[i], -limit), limit);
    }
  }
}
