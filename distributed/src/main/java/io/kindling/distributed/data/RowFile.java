package io.kindling.distributed.data;

import io.kindling.tensor.MemoryRoom;
import io.kindling.training.RowFormat;
import io.kindling.training.RowStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * The rows of one worker, read at random, in another order every epoch: in memory where there is
 * plenty, else in a file of the executor's local directory. The blocks that Spark persists stay
 * what recovery starts from.
 */
public final class RowFile implements RowStore {
  /** Rows stay in memory when all of them take no more than such a part of what there is. */
  private static final int PART = 8;

  private final RowFormat format;
  private final long rows;
  private final int workers;
  private final int worker;
  private final RowBytes bytes;
  private final long[] firsts = new long[SHARDS];

  private RowFile(RowFormat format, long rows, int workers, int worker, RowBytes bytes) {
    this.format = format;
    this.rows = rows;
    this.workers = workers;
    this.worker = worker;
    this.bytes = bytes;
    long first = 0;
    for (int shard = worker; shard < SHARDS; shard += workers) {
      firsts[shard] = first;
      first += RowStore.size(rows, shard);
    }
  }

  /**
   * Puts the blocks of a worker where its rows can be read at random.
   *
   * @param directory of files
   * @param encrypted whether nobody but this process shall be able to read a file
   * @param rows the number of rows of all workers
   * @param digest what {@link DealtRows#digests} has for the worker
   * @throws IllegalStateException when the blocks are not those that were dealt
   */
  public static RowFile keep(
      Path directory,
      boolean encrypted,
      RowFormat format,
      long rows,
      int workers,
      int worker,
      Iterator<byte[]> blocks,
      long digest) {
    long size = RowDealer.owned(rows, workers, worker) * format.rowBytes();
    if (size > MemoryRoom.now().bytes() / PART) {
      return write(directory, encrypted, format, rows, workers, worker, blocks, digest);
    }
    RowBytes memory = new BytesInMemory(size);
    return filled(new RowFile(format, rows, workers, worker, memory), blocks, digest);
  }

  /** Does so in a file, as {@link #keep} does where memory is short. */
  static RowFile write(
      Path directory,
      boolean encrypted,
      RowFormat format,
      long rows,
      int workers,
      int worker,
      Iterator<byte[]> blocks,
      long digest) {
    try {
      RowBytes file = new BytesInFile(directory, encrypted);
      return filled(new RowFile(format, rows, workers, worker, file), blocks, digest);
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException(
          "Worker " + worker + ": expected room for its rows in " + directory + ", got " + e,
          e instanceof IOException io ? io : ((UncheckedIOException) e).getCause());
    }
  }

  private static RowFile filled(RowFile file, Iterator<byte[]> blocks, long digest) {
    try {
      file.fill(blocks, digest);
      return file;
    } catch (IOException e) {
      file.close();
      throw new UncheckedIOException(e);
    } catch (Throwable e) {
      // Spark throws checked exceptions that nothing declares, such as a failed fetch.
      file.close();
      throw e;
    }
  }

  private void fill(Iterator<byte[]> blocks, long expected) throws IOException {
    long digest = 0;
    long filled = 0;
    while (blocks.hasNext()) {
      byte[] block = blocks.next();
      if (!RowBlock.isWhole(block) || RowBlock.firstRow(block) * format.rowBytes() != filled) {
        throw new IllegalStateException(
            "Worker " + worker + ": a block of rows is damaged, at byte " + filled + ".");
      }
      digest = DealtRows.nextDigest(digest, block);
      bytes.append(block);
      filled += block.length - RowBlock.HEADER;
    }
    long all = RowDealer.owned(rows, workers, worker) * format.rowBytes();
    if (digest != expected || filled != all) {
      throw new IllegalStateException(
          "Worker "
              + worker
              + ": expected the rows that were dealt to it, got others. The data changed when a"
              + " lost block was computed again: make its source deterministic, or persist it"
              + " before.");
    }
  }

  @Override
  public RowFormat format() {
    return format;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public void read(int shard, long index, byte[] row, int offset) {
    if (shard % workers != worker || index < 0 || index >= RowStore.size(rows, shard)) {
      throw new IllegalArgumentException(
          "Worker " + worker + ": expected a row of its own, got " + index + " of shard " + shard);
    }
    try {
      long position = (firsts[shard] + index) * format.rowBytes();
      bytes.read(position, row, offset, format.rowBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Worker " + worker + ": cannot read its rows: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Worker " + worker + ": cannot close its rows: " + e, e);
    }
  }
}
