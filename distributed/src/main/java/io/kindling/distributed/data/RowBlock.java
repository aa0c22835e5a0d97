package io.kindling.distributed.data;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Rows of one worker that follow each other, as bytes with their place and a checksum before. */
final class RowBlock {
  /**
   * The most that a full block has without its header. Small enough that no collector takes it for
   * a huge object, for which it would round up to whole regions.
   */
  static final int BYTES = 256 << 10;

  static final int HEADER = Long.BYTES + Integer.BYTES + Integer.BYTES;

  private RowBlock() {}

  /** Returns the number of rows of a full block. */
  static int capacity(int rowBytes) {
    return Math.max(1, BYTES / rowBytes);
  }

  /** Returns a block of the first {@code bytes} of an array. */
  static byte[] of(long firstRow, byte[] rows, int bytes) {
    return ByteBuffer.allocate(HEADER + bytes)
        .putLong(firstRow)
        .putInt(bytes)
        .putInt(checksum(rows, 0, bytes))
        .put(rows, 0, bytes)
        .array();
  }

  static long firstRow(byte[] block) {
    return ByteBuffer.wrap(block).getLong();
  }

  static int checksum(byte[] block) {
    return ByteBuffer.wrap(block).getInt(Long.BYTES + Integer.BYTES);
  }

  /** Returns whether the rows have the checksum that they were written with. */
  static boolean isWhole(byte[] block) {
    int bytes = ByteBuffer.wrap(block).getInt(Long.BYTES);
    return block.length == HEADER + bytes && checksum(block) == checksum(block, HEADER, bytes);
  }

  private static int checksum(byte[] bytes, int offset, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, count);
    return (int) crc.getValue();
  }
}
