package io.kindling.training;

/**
 * The packed rows of one worker, dealt to virtual shards: rows of the worker's shards are here, the
 * sizes of all shards are known to every worker.
 *
 * <p>Shards are even: of n rows in the order of their hash, shard v holds the ranks from {@code
 * floor(v n / V)} to {@code floor((v + 1) n / V)}, so that steps of all workers have the same
 * number of rows give or take one. Worker w of N owns the shards v with {@code v mod N = w}.
 */
public interface RowStore extends AutoCloseable {
  /** The number of virtual shards; divisible by every number of workers up to 8. */
  int SHARDS = 840;

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
