package io.kindling.distributed.data;

import io.kindling.training.RowFormat;
import io.kindling.training.RowStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/**
 * The rows of one worker in a file of the executor's local directory.
 *
 * <p>Rows are read at random, in another order every epoch. A file serves that for any size with
 * what memory there is: the system's cache holds what fits, which is outside the Java heap. Rows
 * are read by position rather than through a mapping, because mapped pages count as the process's
 * own memory (some cluster managers kill it for that) and cannot be given back in time; a read
 * costs about a microsecond. The blocks that Spark persists stay what recovery starts from.
 */
public final class RowFile implements RowStore {
  private final RowFormat format;
  private final long rows;
  private final int workers;
  private final int worker;
  private final Path path;
  private final RandomAccessFile file;
  private final Optional<RowCipher> cipher;
  private final long[] firsts = new long[SHARDS];

  private RowFile(
      RowFormat format,
      long rows,
      int workers,
      int worker,
      Path path,
      RandomAccessFile file,
      Optional<RowCipher> cipher) {
    this.format = format;
    this.rows = rows;
    this.workers = workers;
    this.worker = worker;
    this.path = path;
    this.file = file;
    this.cipher = cipher;
    long first = 0;
    for (int shard = worker; shard < SHARDS; shard += workers) {
      firsts[shard] = first;
      first += RowStore.size(rows, shard);
    }
  }

  /**
   * Writes the blocks of a worker to a file.
   *
   * @param encrypted whether nobody but this process shall be able to read it
   * @param rows the number of rows of all workers
   * @param digest what {@link DealtRows#digests} has for the worker
   * @throws IllegalStateException when the blocks are not those that were dealt
   */
  public static RowFile write(
      Path directory,
      boolean encrypted,
      RowFormat format,
      long rows,
      int workers,
      int worker,
      Iterator<byte[]> blocks,
      long digest) {
    try {
      Path path = Files.createTempFile(directory, "kindling-rows-", ".bin");
      RowFile file =
          new RowFile(
              format,
              rows,
              workers,
              worker,
              path,
              new RandomAccessFile(path.toFile(), "rw"),
              encrypted ? Optional.of(RowCipher.create()) : Optional.empty());
      try {
        file.fill(blocks, digest);
      } catch (Throwable e) {
        // Spark throws checked exceptions that nothing declares, such as a failed fetch.
        file.close();
        throw e;
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Worker " + worker + ": expected room for its rows in " + directory + ", got " + e, e);
    }
  }

  private void fill(Iterator<byte[]> blocks, long expected) throws IOException {
    long digest = 0;
    long bytes = 0;
    while (blocks.hasNext()) {
      byte[] block = blocks.next();
      if (!RowBlock.isWhole(block) || RowBlock.firstRow(block) * format.rowBytes() != bytes) {
        throw new IllegalStateException(
            "Worker " + worker + ": a block of rows is damaged, at byte " + bytes + ".");
      }
      digest = DealtRows.nextDigest(digest, block);
      int count = block.length - RowBlock.HEADER;
      write(bytes, block, count);
      bytes += count;
    }
    if (digest != expected || bytes != RowDealer.owned(rows, workers, worker) * format.rowBytes()) {
      throw new IllegalStateException(
          "Worker "
              + worker
              + ": expected the rows that were dealt to it, got others. The data changed when a"
              + " lost block was computed again: make its source deterministic, or persist it"
              + " before.");
    }
  }

  private void write(long position, byte[] block, int count) throws IOException {
    if (cipher.isEmpty()) {
      file.write(block, RowBlock.HEADER, count);
      return;
    }
    // A copy: the block lies in Spark's memory and is read again by others.
    byte[] secret = Arrays.copyOfRange(block, RowBlock.HEADER, block.length);
    cipher.get().apply(position, secret, 0, count);
    file.write(secret, 0, count);
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
      synchronized (file) {
        long position = (firsts[shard] + index) * format.rowBytes();
        file.seek(position);
        file.readFully(row, offset, format.rowBytes());
        if (cipher.isPresent()) {
          cipher.get().apply(position, row, offset, format.rowBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Worker " + worker + ": cannot read its rows: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Worker " + worker + ": cannot close its rows: " + e, e);
    }
  }
}
