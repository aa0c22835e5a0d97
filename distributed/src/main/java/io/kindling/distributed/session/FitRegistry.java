package io.kindling.distributed.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What tasks of one executor JVM share, by application and fit: tasks cannot find each other in any
 * other way. It is the one state of this module that outlives a call; whoever takes something holds
 * a lease, and what nobody leases any more is forgotten.
 */
final class FitRegistry {
  private static final FitRegistry OF_THIS_PROCESS = new FitRegistry();

  private final Map<Key, Entry> entries = new HashMap<>();

  /** Returns the registry of this process. */
  static FitRegistry ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /**
   * Whose entry it is.
   *
   * @param fit the name of the fit
   * @param name what it is and of which attempt
   */
  record Key(String application, String fit, String name) {}

  private static final class Entry {
    private final Object value;
    private int leases;

    Entry(Object value) {
      this.value = value;
    }
  }

  /** The right to use an entry until it is closed. */
  static final class Lease<T> implements AutoCloseable {
    private final T value;
    private Optional<Runnable> end;

    private Lease(T value, Runnable end) {
      this.value = value;
      this.end = Optional.of(end);
    }

    T value() {
      return value;
    }

    @Override
    public synchronized void close() {
      end.ifPresent(Runnable::run);
      end = Optional.empty();
    }
  }

  /** Leases an entry, which the first to ask for it creates. */
  synchronized <T> Lease<T> lease(Key key, Class<T> type, Supplier<T> create) {
    Entry entry = entries.computeIfAbsent(key, k -> new Entry(create.get()));
    entry.leases++;
    return new Lease<>(type.cast(entry.value), () -> release(key, entry));
  }

  private synchronized void release(Key key, Entry entry) {
    entry.leases--;
    if (entry.leases == 0) {
      entries.remove(key);
    }
  }

  /** Returns the number of entries. */
  synchronized int size() {
    return entries.size();
  }
}
