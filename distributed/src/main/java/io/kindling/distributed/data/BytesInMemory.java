package io.kindling.distributed.data;

import io.kindling.tensor.Arena;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.io.IOException;

/** Rows in memory outside the Java heap: reading one takes no call of the system. */
final class BytesInMemory implements RowBytes {
  private final Arena arena = Arena.open();
  private final Tensor bytes;
  private long filled;

  BytesInMemory(long size) {
    bytes = Tensor.allocate(arena, DataType.UINT8, Shape.of(size));
  }

  @Override
  public void append(byte[] block) {
    int count = block.length - RowBlock.HEADER;
    // More than was dealt is told by the digest; there is no room for it.
    int fits = (int) Math.min(count, bytes.size() - filled);
    bytes.copyBytesFrom(block, RowBlock.HEADER, filled, fits);
    filled += fits;
  }

  /** Synchronized with closing: a feed that was left behind must not read what is freed. */
  @Override
  public synchronized void read(long position, byte[] to, int offset, int count)
      throws IOException {
    if (!arena.isOpen()) {
      throw new IOException("the rows were given back");
    }
    bytes.copyBytesTo(position, to, offset, count);
  }

  @Override
  public synchronized void close() {
    arena.close();
  }
}
