package io.kindling.mkl;

import java.util.ArrayDeque;
import java.util.Deque;

/** Owns native objects and destroys them together, in the reverse of the order they came in. */
final class NativeScope implements AutoCloseable {
  private final Deque<Runnable> destroyers = new ArrayDeque<>();

  /** Takes over an object; {@code destroyer} keeps it referenced until this scope is closed. */
  void own(Runnable destroyer) {
    destroyers.push(destroyer);
  }

  @Override
  public void close() {
    while (!destroyers.isEmpty()) {
      destroyers.pop().run();
    }
  }
}
