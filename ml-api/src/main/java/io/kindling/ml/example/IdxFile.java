package io.kindling.ml.example;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in the IDX form of the MNIST files, gzipped or not.
 *
 * <p>Form: bytes 0, 0, the type (8: unsigned byte), the number of dimensions, then each dimension
 * as a big-endian int, then the values with the last dimension varying fastest. Source: LeCun,
 * Cortes, Burges, "The MNIST database of handwritten digits", file formats.
 */
public final class IdxFile {

  /** Most values that a file may hold: far beyond MNIST, far below what harms a 1 GiB heap. */
  static final int MAX_VALUES = 256 << 20;

  private static final int UNSIGNED_BYTE = 8;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int CHUNK = 1 << 20;

  private final List<Integer> sizes;
  private final byte[] values;

  private IdxFile(List<Integer> sizes, byte[] values) {
    this.sizes = sizes;
    this.values = values;
  }

  /**
   * Reads a file whole.
   *
   * @param rank number of dimensions that the file must have: 1 for labels, 3 for images
   * @throws IllegalArgumentException if the file is not an IDX file of unsigned bytes of that rank,
   *     is too large, ends early or goes on after its last value
   * @throws IOException if the file cannot be read
   */
  public static IdxFile read(Path file, int rank) throws IOException {
    try (InputStream plain = new BufferedInputStream(Files.newInputStream(file));
        DataInputStream in = new DataInputStream(unzipped(plain))) {
      IdxFile read = read(file, rank, in);
      expect(in.read() < 0, file, "to end after " + read.values.length + " values", "more bytes");
      return read;
    } catch (EOFException | ZipException broken) {
      throw new IllegalArgumentException(
          message(file, "a whole file", "one that ends early or is damaged"), broken);
    }
  }

  /** Size of each dimension; the first one counts the rows. */
  public List<Integer> sizes() {
    return sizes;
  }

  /** Number of rows: images in an image file, labels in a label file. */
  public int count() {
    return sizes.get(0);
  }

  /**
   * A copy of one row: all values that share the first index.
   *
   * @throws IndexOutOfBoundsException if {@code index} is not in [0, count)
   */
  public byte[] row(int index) {
    int length = values.length / Math.max(1, count());
    int start = Objects.checkIndex(index, count()) * length;
    return Arrays.copyOfRange(values, start, start + length);
  }

  private static IdxFile read(Path file, int rank, DataInputStream in) throws IOException {
    int magic = in.readInt();
    int expected = UNSIGNED_BYTE << 8 | rank;
    expect(
        magic == expected,
        file,
        String.format("magic number 0x%08x (unsigned bytes, %d dimensions)", expected, rank),
        String.format("0x%08x", magic));
    Integer[] sizes = new Integer[rank];
    long total = 1;
    for (int i = 0; i < rank; i++) {
      sizes[i] = in.readInt();
      expect(sizes[i] >= 0, file, "sizes of 0 or more", "size " + sizes[i]);
      total *= sizes[i];
      expect(total <= MAX_VALUES, file, "at most " + MAX_VALUES + " values", total + " or more");
    }
    return new IdxFile(List.of(sizes), values(in, (int) total));
  }

  /** Grows with what really arrives, so that a false header reserves no memory. */
  private static byte[] values(InputStream in, int total) throws IOException {
    byte[] values = new byte[Math.min(total, CHUNK)];
    int read = 0;
    while (read < total) {
      if (read == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(total, 2L * values.length));
      }
      int got = in.read(values, read, values.length - read);
      if (got < 0) {
        throw new EOFException(read + " of " + total + " values");
      }
      read += got;
    }
    return values;
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static void expect(boolean met, Path file, String rule, String got) {
    if (!met) {
      throw new IllegalArgumentException(message(file, rule, got));
    }
  }

  private static String message(Path file, String rule, String got) {
    return "IdxFile " + file + ": expected " + rule + ", got " + got + ". Copy the file again.";
  }
}
