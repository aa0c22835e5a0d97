package io.kindling.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * The first bytes of a file as memory, given back when this is closed and not only when the garbage
 * collector comes by.
 *
 * <p>For one thread at a time; closing while another one uses a buffer of it is the caller's error.
 */
public final class MappedFile implements AutoCloseable {
  private final MappedByteBuffer memory;
  private boolean open = true;

  private MappedFile(MappedByteBuffer memory) {
    this.memory = memory;
  }

  /**
   * Maps a file, which may be closed afterwards.
   *
   * @param mode {@code READ_WRITE} makes the file as long as that if it is shorter
   * @throws IOException when the system refuses
   */
  public static MappedFile of(FileChannel file, FileChannel.MapMode mode, int bytes)
      throws IOException {
    return new MappedFile(file.map(mode, 0, bytes));
  }

  /**
   * Returns a part of it, in the processor's byte order; valid until this is closed.
   *
   * @throws IndexOutOfBoundsException when it has no such part
   * @throws IllegalStateException when it is closed
   */
  public ByteBuffer buffer(int from, int count) {
    if (!open) {
      throw new IllegalStateException(
          "MappedFile: expected an open one, got a closed one. Use its memory before.");
    }
    Objects.checkFromIndexSize(from, count, memory.capacity());
    return memory.slice(from, count).order(ByteOrder.nativeOrder());
  }

  /** Gives the memory back; buffers of it may not be used after this. */
  @Override
  public void close() {
    if (open) {
      open = false;
      Memory.UNSAFE.invokeCleaner(memory);
    }
  }
}
