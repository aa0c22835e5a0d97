package io.kindling.tensor;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;

/**
 * Native memory with one lifetime: all that is allocated from an arena is freed when it is closed,
 * or when neither the arena nor a tensor of it can be reached any more.
 *
 * <p>Memory is aligned to 64 bytes (a cache line and an AVX-512 register) and starts as zeros, but
 * for tensors that are made {@link #unset}. It counts neither against the Java heap nor against
 * {@code MaxDirectMemorySize}. Allocating and closing are thread-safe; closing while another thread
 * uses a tensor of the arena is the caller's error.
 */
public final class Arena implements AutoCloseable {
  /** The alignment of every allocation, in bytes. */
  public static final long ALIGNMENT = 64;

  private static final Cleaner CLEANER = Cleaner.create();

  private final Blocks blocks = new Blocks();
  private final Cleaner.Cleanable cleanable = CLEANER.register(this, blocks);

  private Arena() {}

  /** Returns an empty arena. */
  public static Arena open() {
    return new Arena();
  }

  /**
   * Returns the address of new zeroed memory.
   *
   * @param bytes the size, 0 or more
   * @throws IllegalStateException when the arena is closed
   * @throws IllegalArgumentException when it is more than there is {@link MemoryRoom} for
   * @throws OutOfMemoryError when the system has no such memory
   */
  long allocate(long bytes) {
    long address = blocks.allocate(bytes);
    Memory.UNSAFE.setMemory(address, bytes, (byte) 0);
    return address;
  }

  /**
   * Returns a new tensor that holds anything, for who writes it before it is read: the system need
   * not provide its memory before. {@link MemoryRoom} counts it from now on all the same.
   *
   * @throws IllegalStateException when the arena is closed
   * @throws IllegalArgumentException when it is more than there is room for, or the shape depends
   *     on the batch size
   */
  public Tensor unset(DataType type, Shape shape) {
    return new Tensor(this, blocks.allocateUnset(sizeOf(type, shape)), type, shape);
  }

  /**
   * Returns the bytes that a tensor takes.
   *
   * @throws IllegalArgumentException when the shape depends on the batch size
   */
  static long sizeOf(DataType type, Shape shape) {
    if (!shape.isStatic()) {
      throw new IllegalArgumentException(
          "Tensor: expected a shape of numbers, got " + shape + ". Bind the batch size first.");
    }
    return Math.multiplyExact(shape.size(), type.bytes());
  }

  /** Says that all has been written that was allocated unset: from now on the system counts it. */
  public void written() {
    blocks.settle();
  }

  /** Returns whether the arena has not been closed. */
  public boolean isOpen() {
    return blocks.open;
  }

  /** Returns the bytes that are allocated now. */
  public long bytes() {
    return blocks.bytes();
  }

  /** Frees all memory of this arena; its tensors may not be used after this. */
  @Override
  public void close() {
    cleanable.clean();
  }

  /** The blocks apart from the arena, so that the cleaner does not keep the arena alive. */
  private static final class Blocks implements Runnable {
    private final List<Long> addresses = new ArrayList<>();
    private long bytes;
    private long unset;
    private volatile boolean open = true;

    synchronized long allocate(long size) {
      if (!open) {
        throw new IllegalStateException(
            "Arena: expected an open arena, got a closed one. Allocate before closing it.");
      }
      if (size < 0) {
        throw new IllegalArgumentException(
            "Arena: expected a size of 0 bytes or more, got " + size + ". Check the shape.");
      }
      MemoryRoom.check("Memory", size, "");
      long address = Memory.UNSAFE.allocateMemory(size + ALIGNMENT);
      addresses.add(address);
      bytes += size;
      return (address + ALIGNMENT - 1) & -ALIGNMENT;
    }

    synchronized long allocateUnset(long size) {
      long address = allocate(size);
      unset += size;
      Promised.add(size);
      return address;
    }

    synchronized void settle() {
      Promised.add(-unset);
      unset = 0;
    }

    synchronized long bytes() {
      return bytes;
    }

    @Override
    public synchronized void run() {
      open = false;
      settle();
      addresses.forEach(Memory.UNSAFE::freeMemory);
      addresses.clear();
      bytes = 0;
    }
  }
}
