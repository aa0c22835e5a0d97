package io.kindling.distributed.data;

import io.kindling.distributed.spark.SparkInternals;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that lie with their workers: partition w holds the blocks of worker w, persisted.
 *
 * <p>Dealing takes two passes over the packed rows and one shuffle of chunks of rows, in which
 * Spark sorts each worker's chunks by range of hashes, spilling to disk as needed; a worker then
 * sorts range by range. The result is the same for every partitioning of the input.
 */
public final class DealtRows implements AutoCloseable {
  private final JavaRDD<byte[]> blocks;
  private final Broadcast<long[]> ranks;
  private final long rows;
  private final long[] digests;
  private final long fingerprint;

  private DealtRows(
      JavaRDD<byte[]> blocks,
      Broadcast<long[]> ranks,
      long rows,
      long[] digests,
      long fingerprint) {
    this.blocks = blocks;
    this.ranks = ranks;
    this.rows = rows;
    this.digests = digests;
    this.fingerprint = fingerprint;
  }

  /**
   * Deals rows to workers; runs jobs.
   *
   * @param name what the rows are, for messages
   * @param packed blocks of whole rows
   * @param rowBytes the bytes of a row
   * @param atLeast how many rows there must be
   * @throws IllegalArgumentException when there are fewer rows
   */
  public static DealtRows deal(
      String name, JavaRDD<byte[]> packed, int rowBytes, long seed, int workers, long atLeast) {
    RowDealer dealer = new RowDealer(rowBytes, seed, workers);
    boolean ours = packed.getStorageLevel().equals(StorageLevel.NONE());
    if (ours) {
      packed.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      HashRanks ranks = HashRanks.ofCounts(counts(packed, dealer));
      if (ranks.rows() < atLeast) {
        throw tooFew(name, ranks.rows(), atLeast);
      }
      return deal(packed, dealer, ranks);
    } finally {
      if (ours) {
        packed.unpersist(false);
      }
    }
  }

  private static long[] counts(JavaRDD<byte[]> packed, RowDealer dealer) {
    return packed.treeAggregate(
        new long[HashRanks.BUCKETS],
        dealer::count,
        (a, b) -> {
          for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
          }
          return a;
        });
  }

  private static IllegalArgumentException tooFew(String name, long rows, long atLeast) {
    return new IllegalArgumentException(
        rows == 0
            ? name + ": expected at least one row, got none. Check the filters before."
            : name
                + ": expected at least one row for each of "
                + atLeast
                + " workers, got "
                + rows
                + ". Set fewer workers.");
  }

  private static DealtRows deal(JavaRDD<byte[]> packed, RowDealer dealer, HashRanks ranks) {
    Broadcast<long[]> shared =
        JavaSparkContext.fromSparkContext(packed.context()).broadcast(ranks.firsts());
    JavaRDD<byte[]> blocks =
        packed
            .mapPartitionsToPair(part -> new SentRows(part, dealer, new HashRanks(shared.value())))
            .repartitionAndSortWithinPartitions(
                new RowChunk.ByWorker(dealer.workers()), RowChunk.Order.INSTANCE)
            .mapPartitionsWithIndex(
                (worker, chunks) ->
                    new OwnRows(chunks, new HashRanks(shared.value()), dealer, worker),
                true)
            .setName("kindling rows")
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new DealtRows(blocks, shared, ranks.rows(), digests(blocks), ranks.fingerprint());
    } catch (Throwable e) {
      // A failed job is a SparkException, which is checked and which nothing declares.
      blocks.unpersist(false);
      shared.destroy();
      throw e;
    }
  }

  private static long[] digests(JavaRDD<byte[]> blocks) {
    long[] digests = new long[blocks.getNumPartitions()];
    List<long[]> found =
        blocks
            .mapPartitionsWithIndex(
                (worker, own) -> List.of(new long[] {worker, digest(own)}).iterator(), true)
            .collect();
    found.forEach(pair -> digests[(int) pair[0]] = pair[1]);
    return digests;
  }

  /**
   * Computes blocks again that were lost with an executor; runs a job when there are any. Spark can
   * compute them in this job, but not in the stage that trains.
   *
   * @throws IllegalStateException when they are not the same
   */
  public void restore() {
    if (SparkInternals.cachedPartitions(blocks) == blocks.getNumPartitions()) {
      return;
    }
    if (!Arrays.equals(digests(blocks), digests)) {
      throw changed();
    }
  }

  /**
   * Checks that these are the rows of an earlier dealing, to whatever number of workers.
   *
   * @throws IllegalStateException when they are others
   */
  public void requireSame(DealtRows earlier) {
    if (fingerprint != earlier.fingerprint) {
      throw changed();
    }
  }

  private static IllegalStateException changed() {
    return new IllegalStateException(
        "Training rows: expected the rows that were dealt before, got others after workers were"
            + " lost. Make the source of the data deterministic, or persist it before.");
  }

  private static long digest(Iterator<byte[]> blocks) {
    long digest = 0;
    while (blocks.hasNext()) {
      digest = nextDigest(digest, blocks.next());
    }
    return digest;
  }

  /** Returns the digest of some blocks and one more. */
  static long nextDigest(long digest, byte[] block) {
    return 31 * digest + RowBlock.checksum(block);
  }

  /** Returns the blocks, one partition a worker. */
  public JavaRDD<byte[]> blocks() {
    return blocks;
  }

  /** Returns the number of rows of all workers. */
  public long rows() {
    return rows;
  }

  /** Returns a number that the rows of all workers decide, however they are dealt. */
  public long fingerprint() {
    return fingerprint;
  }

  /** Returns what the blocks of each worker must give again when they are read. */
  public long[] digests() {
    return digests.clone();
  }

  /** Lets Spark forget the blocks. */
  @Override
  public void close() {
    blocks.unpersist(false);
    ranks.destroy();
  }
}
