package io.kindling.distributed.data;

/**
 * Ranges of hashes whose rows a worker sorts at a time: neighboring parts of {@link HashRanks} that
 * have about so many bytes together for each worker, or one part that has more.
 *
 * @param ranges the range of each part, rising
 */
record HashRanges(int[] ranges) {
  /** What a worker usually sorts at a time; the rest waits in Spark's sorter, which spills. */
  static final int BYTES = 4 << 20;

  /** Returns the ranges of some rows. */
  static HashRanges of(HashRanks ranks, RowDealer dealer) {
    int[] ranges = new int[HashRanks.BUCKETS];
    long rows = Math.max(1, (long) dealer.rangeBytes() * dealer.workers() / dealer.rowBytes());
    int range = 0;
    long first = 0;
    for (int i = 0; i < HashRanks.BUCKETS; i++) {
      if (ranks.first(i + 1) - first > rows && ranks.first(i) > first) {
        range++;
        first = ranks.first(i);
      }
      ranges[i] = range;
    }
    return new HashRanges(ranges);
  }

  /** Returns the range of a part. */
  int of(int bucket) {
    return ranges[bucket];
  }

  /** Returns the number of ranges. */
  int count() {
    return ranges[HashRanks.BUCKETS - 1] + 1;
  }
}
