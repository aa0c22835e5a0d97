package io.kindling.distributed.data;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.Partitioner;

/**
 * A row on its way to a worker as one array of bytes: the worker, the hash, the row. Arrays,
 * because they cross Spark with every serializer; in this order, because rows are sorted by hash
 * and bytes.
 */
final class RowKey {
  private static final int HASH = Integer.BYTES;

  /** Where the row begins. */
  static final int ROW = HASH + Long.BYTES;

  private RowKey() {}

  static byte[] of(int worker, long hash, byte[] block, int offset, int rowBytes) {
    byte[] key = new byte[ROW + rowBytes];
    ByteBuffer.wrap(key).putInt(worker).putLong(hash).put(block, offset, rowBytes);
    return key;
  }

  static int worker(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }

  static long hash(byte[] key) {
    return ByteBuffer.wrap(key).getLong(HASH);
  }

  /** The order of the hashes, as signed numbers, then of the bytes. */
  enum Order implements Comparator<byte[]>, Serializable {
    INSTANCE;

    @Override
    public int compare(byte[] a, byte[] b) {
      int byHash = Long.compare(hash(a), hash(b));
      return byHash != 0 ? byHash : Arrays.compareUnsigned(a, ROW, a.length, b, ROW, b.length);
    }
  }

  /** Sends each row to the partition of its worker. */
  static final class ByWorker extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int workers;

    ByWorker(int workers) {
      this.workers = workers;
    }

    @Override
    public int numPartitions() {
      return workers;
    }

    @Override
    public int getPartition(Object key) {
      return worker((byte[]) key);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByWorker that && that.workers == workers;
    }

    @Override
    public int hashCode() {
      return workers;
    }
  }
}
