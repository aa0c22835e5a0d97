package io.kindling.bench.latency;

import java.util.Arrays;

/** Durations of many calls. */
final class Quantiles {
  private long[] nanos = new long[1 << 16];
  private int count;

  void clear() {
    count = 0;
  }

  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  /**
   * Returns the smallest duration that this share of all calls did not exceed, in microseconds.
   *
   * @param share above 0, at most 1
   */
  double micros(double share) {
    if (count == 0) {
      throw new IllegalStateException("Quantiles: expected a call, got none. Raise --seconds.");
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * count) - 1] / 1e3;
  }
}
