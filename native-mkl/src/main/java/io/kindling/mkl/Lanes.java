package io.kindling.mkl;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The threads of a whole plan for steps that are no primitives of OpenMP's team: each takes pieces
 * of the work and runs primitives of one thread. The plan's own thread is one of them.
 */
final class Lanes {
  private final int count;
  private final Supplier<Optional<Crew>> others;

  /**
   * @param others the threads beside the plan's own, started when they are first asked for; none
   *     where it is the only one
   */
  Lanes(int count, Supplier<Optional<Crew>> others) {
    this.count = count;
    this.others = others;
  }

  int count() {
    return count;
  }

  /** Gets something on a thread whose primitives have one thread. */
  <T> T get(Supplier<T> supplier) {
    Optional<Crew> found = others.get();
    return found.isPresent() ? found.get().first().call(supplier::get) : supplier.get();
  }

  /** Returns what runs a task once on every thread and waits for all. */
  Runnable runner(Runnable task) {
    return others.get().<Runnable>map(crew -> () -> crew.runWithCaller(task)).orElse(task);
  }
}
