package io.kindling.distributed.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Rows in a file of the executor's local directory, for any size with what memory there is: the
 * system's cache holds what fits, which is outside the Java heap. Rows are read by position rather
 * than through a mapping, because mapped pages count as the process's own memory (some cluster
 * managers kill it for that) and cannot be given back in time.
 */
final class BytesInFile implements RowBytes {
  private final Path path;
  private final RandomAccessFile file;
  private final Optional<RowCipher> cipher;
  private long filled;

  /**
   * Makes an empty file.
   *
   * @param encrypted whether nobody but this process shall be able to read it
   */
  BytesInFile(Path directory, boolean encrypted) throws IOException {
    path = Files.createTempFile(directory, "kindling-rows-", ".bin");
    file = new RandomAccessFile(path.toFile(), "rw");
    cipher = encrypted ? Optional.of(RowCipher.create()) : Optional.empty();
  }

  @Override
  public void append(byte[] block) throws IOException {
    int count = block.length - RowBlock.HEADER;
    if (cipher.isEmpty()) {
      file.write(block, RowBlock.HEADER, count);
    } else {
      // A copy: the block lies in Spark's memory and is read again by others.
      byte[] secret = Arrays.copyOfRange(block, RowBlock.HEADER, block.length);
      cipher.get().apply(filled, secret, 0, count);
      file.write(secret, 0, count);
    }
    filled += count;
  }

  @Override
  public synchronized void read(long position, byte[] to, int offset, int count)
      throws IOException {
    file.seek(position);
    file.readFully(to, offset, count);
    if (cipher.isPresent()) {
      cipher.get().apply(position, to, offset, count);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
    Files.deleteIfExists(path);
  }
}
