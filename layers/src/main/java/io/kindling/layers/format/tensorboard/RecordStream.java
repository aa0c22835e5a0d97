package io.kindling.layers.format.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes records as TFRecord files hold them: length, checksum of the length, bytes, checksum of
 * the bytes. Checksums are CRC-32C, turned and shifted, since a checksum of data that holds
 * checksums would be weak (TensorFlow, tensorflow/core/lib/hash/crc32c.h).
 */
final class RecordStream {
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int TURN = 15;
  private static final int HEAD = 12;

  private final OutputStream out;

  RecordStream(OutputStream out) {
    this.out = out;
  }

  void write(byte[] record) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(HEAD + record.length + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(record.length);
    bytes.putInt(checksum(bytes.array(), 0, Long.BYTES));
    bytes.put(record);
    bytes.putInt(checksum(record, 0, record.length));
    // At once, so that a reader seldom finds half a record.
    out.write(bytes.array());
  }

  static int checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return Integer.rotateRight((int) crc.getValue(), TURN) + MASK_DELTA;
  }
}
