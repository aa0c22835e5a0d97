package io.kindling.distributed.collective;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets other threads touch native memory until it is shut; whoever shuts it may free the memory
 * afterwards, since nobody is inside and nobody enters any more.
 */
final class CopyGate {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean shut;

  /** Runs a copy unless the gate is shut, and returns whether it ran. */
  boolean pass(Runnable copy) {
    lock.readLock().lock();
    try {
      if (!shut) {
        copy.run();
      }
      return !shut;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits until nobody is inside and lets nobody in again. */
  void shut() {
    lock.writeLock().lock();
    try {
      shut = true;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
