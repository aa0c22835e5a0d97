package io.kindling.distributed.data;

import io.kindling.training.RowStore;

/**
 * Which ranks the rows of each range of hashes have, and so which workers they may belong to.
 *
 * <p>The range of all hashes is cut into {@link #BUCKETS} equal parts, some for each virtual shard;
 * the ranks of a part follow from the counts of the parts before it. A part that straddles a border
 * between shards goes to the workers on both sides, and each keeps what is its own.
 *
 * @param firsts the first rank of each part, and at the end the number of all rows
 */
record HashRanks(long[] firsts) {
  /** The number of parts. */
  static final int BUCKETS = 16 * RowStore.SHARDS;

  /** Returns the ranks that follow from the number of rows of each part. */
  static HashRanks ofCounts(long[] counts) {
    long[] firsts = new long[BUCKETS + 1];
    for (int i = 0; i < BUCKETS; i++) {
      firsts[i + 1] = firsts[i] + counts[i];
    }
    return new HashRanks(firsts);
  }

  /** Returns the part of a hash; hashes are ordered as signed numbers. */
  static int bucket(long hash) {
    return (int) Math.multiplyHigh(hash, BUCKETS) + BUCKETS / 2;
  }

  /** Returns a number that the hashes of all rows decide, whoever has them. */
  long fingerprint() {
    long fingerprint = 0;
    for (long first : firsts) {
      fingerprint = 31 * fingerprint + first;
    }
    return fingerprint;
  }

  long rows() {
    return firsts[BUCKETS];
  }

  long first(int bucket) {
    return firsts[bucket];
  }

  /** Returns the first shard that rows of a part may belong to. */
  int firstShard(int bucket) {
    return RowStore.shard(rows(), firsts[bucket]);
  }

  /** Returns the last shard that rows of a part, which is not empty, may belong to. */
  int lastShard(int bucket) {
    return RowStore.shard(rows(), firsts[bucket + 1] - 1);
  }
}
