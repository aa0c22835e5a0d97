package io.kindling.distributed.data;

import io.kindling.training.RowHash;
import io.kindling.training.RowStore;
import java.io.Serializable;

/** What the tasks of dealing do with rows: count and hash them. */
final class RowDealer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rowBytes;
  private final long seed;
  private final int workers;
  private final int rangeBytes;

  RowDealer(int rowBytes, long seed, int workers) {
    this(rowBytes, seed, workers, HashRanges.BYTES);
  }

  /** Makes a dealer whose workers sort about so many bytes at a time. */
  RowDealer(int rowBytes, long seed, int workers, int rangeBytes) {
    this.rowBytes = rowBytes;
    this.seed = seed;
    this.workers = workers;
    this.rangeBytes = rangeBytes;
  }

  int rangeBytes() {
    return rangeBytes;
  }

  int rowBytes() {
    return rowBytes;
  }

  int workers() {
    return workers;
  }

  /** Adds the rows of a packed block to the counts of the parts. */
  long[] count(long[] counts, byte[] block) {
    for (int i = 0; i < rows(block); i++) {
      counts[HashRanks.bucket(hash(block, i * rowBytes))]++;
    }
    return counts;
  }

  /** Returns the number of rows of a packed block. */
  int rows(byte[] block) {
    if (block.length % rowBytes != 0) {
      throw new IllegalArgumentException(
          "Training rows: expected blocks of whole rows of "
              + rowBytes
              + " bytes, got "
              + block.length
              + " bytes. Pack the rows in the given format.");
    }
    return block.length / rowBytes;
  }

  /** Returns the hash of the row that begins at a byte. */
  long hash(byte[] block, int offset) {
    return RowHash.of(seed, block, offset, rowBytes);
  }

  /** Returns the number of rows that a worker owns. */
  static long owned(long rows, int workers, int worker) {
    long owned = 0;
    for (int shard = worker; shard < RowStore.SHARDS; shard += workers) {
      owned += RowStore.size(rows, shard);
    }
    return owned;
  }
}
