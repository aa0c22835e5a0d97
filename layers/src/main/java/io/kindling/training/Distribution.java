package io.kindling.training;

import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How the numbers of a parameter or of its gradient are spread: counts in buckets of equal width
 * from the least to the greatest. Numbers that are not finite are left out.
 *
 * @param name such as {@code gradients/dense.weight}
 * @param count of the finite numbers; least and greatest are 0 when there are none
 * @param squares the sum of the squared numbers
 * @param counts by bucket
 */
public record Distribution(
    String name,
    long count,
    double least,
    double greatest,
    double sum,
    double squares,
    List<Long> counts) {
  /** As many as viewers draw. */
  static final int BUCKETS = 32;

  private static final int TILE = 2048;

  /** Copies the list. */
  public Distribution {
    counts = List.copyOf(counts);
  }

  /** Returns the upper end of a bucket. */
  public double limit(int bucket) {
    return least + (greatest - least) * (bucket + 1) / counts.size();
  }

  /**
   * Counts the numbers of a tensor of float32, each times {@code scale}.
   *
   * @param name of the result
   */
  static Distribution of(String name, Tensor values, double scale) {
    float[] tile = new float[(int) Math.min(TILE, values.size())];
    long count = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (long at = 0; at < values.size(); at += tile.length) {
      int length = load(values, at, tile);
      for (int i = 0; i < length; i++) {
        double value = tile[i] * scale;
        if (Double.isFinite(value)) {
          count++;
          sum += value;
          squares += value * value;
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
        }
      }
    }
    if (count == 0) {
      return new Distribution(name, 0, 0, 0, 0, 0, List.of(0L));
    }
    List<Long> counts = new ArrayList<>();
    for (long bucket : counts(values, scale, least, greatest, tile)) {
      counts.add(bucket);
    }
    return new Distribution(name, count, least, greatest, sum, squares, counts);
  }

  private static int load(Tensor values, long at, float[] tile) {
    int length = (int) Math.min(tile.length, values.size() - at);
    values.copyTo(at, tile, 0, length);
    return length;
  }

  private static long[] counts(
      Tensor values, double scale, double least, double greatest, float[] tile) {
    long[] counts = new long[greatest > least ? BUCKETS : 1];
    double width = (greatest - least) / counts.length;
    for (long at = 0; at < values.size(); at += tile.length) {
      int length = load(values, at, tile);
      for (int i = 0; i < length; i++) {
        double value = tile[i] * scale;
        if (Double.isFinite(value)) {
          int bucket = width > 0 ? (int) ((value - least) / width) : 0;
          counts[Math.min(bucket, counts.length - 1)]++;
        }
      }
    }
    return counts;
  }
}
