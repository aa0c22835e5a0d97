package io.kindling.distributed.data;

import io.kindling.training.RowHash;
import io.kindling.training.RowStore;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import scala.Tuple2;

/** What the tasks of dealing do with rows: count their hashes, send them to their workers. */
final class RowDealer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rowBytes;
  private final long seed;
  private final int workers;

  RowDealer(int rowBytes, long seed, int workers) {
    this.rowBytes = rowBytes;
    this.seed = seed;
    this.workers = workers;
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
      counts[HashRanks.bucket(hash(block, i))]++;
    }
    return counts;
  }

  /** Returns the rows of a packed block, once for each worker that may own them. */
  List<Tuple2<byte[], Boolean>> send(byte[] block, HashRanks ranks) {
    List<Tuple2<byte[], Boolean>> sent = new ArrayList<>();
    BitSet owners = new BitSet(workers);
    for (int i = 0; i < rows(block); i++) {
      long hash = hash(block, i);
      int bucket = HashRanks.bucket(hash);
      if (ranks.first(bucket) == ranks.first(bucket + 1)) {
        throw new IllegalStateException(
            "Training rows: expected the rows that were counted, got another one. The data changed"
                + " between two readings: make its source deterministic, or persist it before.");
      }
      int first = ranks.firstShard(bucket);
      int last = Math.min(ranks.lastShard(bucket), first + workers - 1);
      owners.clear();
      for (int shard = first; shard <= last; shard++) {
        owners.set(shard % workers);
      }
      for (int w = owners.nextSetBit(0); w >= 0; w = owners.nextSetBit(w + 1)) {
        sent.add(new Tuple2<>(RowKey.of(w, hash, block, i * rowBytes, rowBytes), Boolean.TRUE));
      }
    }
    return sent;
  }

  private int rows(byte[] block) {
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

  private long hash(byte[] block, int row) {
    return RowHash.of(seed, block, row * rowBytes, rowBytes);
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
