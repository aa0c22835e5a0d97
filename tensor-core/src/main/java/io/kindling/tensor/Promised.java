package io.kindling.tensor;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of this process that was handed out and not written yet. The system's counts leave it
 * out until then, and are the process' too; without this, two plans would be promised the same
 * room.
 */
final class Promised {
  private static final AtomicLong BYTES = new AtomicLong();

  private Promised() {}

  static long bytes() {
    return BYTES.get();
  }

  /** Adds memory, or takes away what is a negative number. */
  static void add(long bytes) {
    BYTES.addAndGet(bytes);
  }
}
