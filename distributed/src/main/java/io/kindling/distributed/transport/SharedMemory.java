package io.kindling.distributed.transport;

import io.kindling.tensor.MappedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Optional;

/**
 * Memory of two processes on one host, which one of them writes and the other reads: a payload is
 * copied once instead of into the system and out of it. Every payload that may be under way has its
 * place, so a message over the connection only says that it is there; that there is room again,
 * that the other lives and who it is stays the connection's business.
 *
 * <p>Written, read and closed by the network thread of one connection.
 */
final class SharedMemory implements AutoCloseable {
  /** Places begin at pages; the first one is the token's. */
  private static final int PAGE = 4096;

  private final MappedFile memory;
  private final Window window;
  private final Optional<SharedFile> file;

  private SharedMemory(MappedFile memory, Window window, Optional<SharedFile> file) {
    this.memory = memory;
    this.window = window;
    this.file = file;
  }

  /**
   * Returns new memory, to be written.
   *
   * @throws IOException when this system has none to share, or not as much
   */
  static SharedMemory create(Window window) throws IOException {
    SharedFile file = SharedFile.create(SharedFile.FILES, size(window));
    try {
      MappedFile memory = MappedFile.of(file.channel(), MapMode.READ_WRITE, size(window));
      return new SharedMemory(memory, window, Optional.of(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Returns the memory that another process offers, to be read.
   *
   * @throws IOException when it is not the other's memory for just this window
   */
  static SharedMemory open(SharedOffer offer, Window window) throws IOException {
    try (FileChannel file = offer.open(size(window))) {
      MappedFile memory = MappedFile.of(file, MapMode.READ_ONLY, size(window));
      return new SharedMemory(memory, window, Optional.empty());
    }
  }

  private static int size(Window window) {
    return Math.toIntExact(
        PAGE + (long) Header.Kind.STREAMED * window.streams() * pages(window.bytes()));
  }

  private static long pages(int bytes) {
    return (bytes + PAGE - 1L) / PAGE * PAGE;
  }

  /** Returns what the other process needs to know of memory that was created here. */
  SharedOffer offer() {
    return file.orElseThrow().offer();
  }

  /** Returns whether a payload has a place here. */
  boolean holds(Header header) {
    return header.kind().isStreamed() && header.bytes() > 0 && header.bytes() <= window.bytes();
  }

  /** Puts a payload in its place. */
  void put(Header header, ByteBuffer payload) {
    place(header).put(payload.duplicate());
    VarHandle.releaseFence();
  }

  /**
   * Returns a payload that the other says is there.
   *
   * @throws IllegalArgumentException when no such payload has a place here
   */
  ByteBuffer get(Header header) {
    if (!holds(header)) {
      throw new IllegalArgumentException(
          "Worker: expected a stream of 1 to "
              + window.bytes()
              + " bytes in shared memory, got "
              + header
              + ". Refused.");
    }
    VarHandle.acquireFence();
    return place(header);
  }

  private ByteBuffer place(Header header) {
    long place =
        (long) header.kind().ordinal() * window.streams() + header.number() % window.streams();
    return memory.buffer(Math.toIntExact(PAGE + place * pages(window.bytes())), header.bytes());
  }

  @Override
  public void close() {
    memory.close();
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
