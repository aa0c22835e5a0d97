package io.kindling.training;

/**
 * The packed rows of one worker, dealt to virtual shards: rows of the worker's shards are here, the
 * sizes of all shards are known to every worker.
 *
 * <p>Of n rows in the order of their hash, shard v holds the ranks from {@link #first} of v to that
 * of v + 1: contiguous ranges, the first {@code n mod V} of which have one row more than the
 * others. (Were the longer ones spread out, they could all be of one worker.) Worker w of N owns
 * the shards v with {@code v mod N = w}.
 */
public interface RowStore extends AutoCloseable {
  /** The number of virtual shards; divisible by every number of workers up to 8. */
  int SHARDS = 840;

  /**
   * Returns the rank of the first row of a shard.
   *
   * @param rows the number of all rows
   * @param shard from 0; {@link #SHARDS} gives the rank after the last row
   */
  static long first(long rows, int shard) {
    return rows / SHARDS * shard + Math.min(shard, rows % SHARDS);
  }

  /** Returns the number of rows of a shard. */
  static long size(long rows, int shard) {
    return rows / SHARDS + (shard < rows % SHARDS ? 1 : 0);
  }

  /** Returns the shard that holds a rank. */
  static int shard(long rows, long rank) {
    long small = rows / SHARDS;
    long inLonger = rows % SHARDS * (small + 1);
    return (int) (rank < inLonger ? rank / (small + 1) : rows % SHARDS + (rank - inLonger) / small);
  }

  /** Returns how rows are packed. */
  RowFormat format();

  /** Returns the number of rows that all workers have together. */
  long rows();

  /**
   * Copies a packed row.
   *
   * @param shard a shard that this worker owns
   * @param index the row in the shard, in the order of hashes
   */
  void read(int shard, long index, byte[] row, int offset);

  @Override
  void close();
}
