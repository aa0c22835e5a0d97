package io.kindling.distributed.data;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Comparator;
import org.apache.spark.Partitioner;

/**
 * Some rows on their way to a worker as one array of bytes: the worker, the range of hashes that
 * all of them lie in, the rows. Arrays, because they cross Spark with every serializer; many rows
 * in one, because a serializer's and a sorter's work for each object is more than that for a row.
 */
final class RowChunk {
  /** A chunk is sent when it has this size; serializers keep the last hundred objects in memory. */
  static final int BYTES = 128 << 10;

  private static final int RANGE = Integer.BYTES;

  /** Where the rows begin. */
  static final int ROWS = RANGE + Integer.BYTES;

  private RowChunk() {}

  static byte[] of(int worker, int range, byte[] rows, int bytes) {
    return ByteBuffer.allocate(ROWS + bytes)
        .putInt(worker)
        .putInt(range)
        .put(rows, 0, bytes)
        .array();
  }

  static int worker(byte[] chunk) {
    return ByteBuffer.wrap(chunk).getInt();
  }

  static int range(byte[] chunk) {
    return ByteBuffer.wrap(chunk).getInt(RANGE);
  }

  /** The order of the ranges, which is that of the hashes. */
  enum Order implements Comparator<byte[]>, Serializable {
    INSTANCE;

    @Override
    public int compare(byte[] a, byte[] b) {
      return Integer.compare(range(a), range(b));
    }
  }

  /** Sends each chunk to the partition of its worker. */
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
