package io.kindling.mkl;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The threads of a whole plan for steps that are no primitives of OpenMP's team: each takes pieces
 * of the work and runs primitives of one thread. The plan's own thread is one of them.
 */
final class Lanes {
  /**
   * Multiplications of each thread at one place of tiles: with fewer, to wake the others and to put
   * tiles in order costs more than they save.
   */
  static final long LEAST_SHARE = 1 << 21;

  private final int count;
  private final long leastShare;
  private final OpenMp openMp;
  private final Supplier<Optional<Crew>> others;

  /**
   * @param leastShare the multiplications of each thread from which on tiles are taken
   * @param others the threads beside the plan's own, started when they are first asked for; none
   *     where it is the only one
   */
  Lanes(int count, long leastShare, OpenMp openMp, Supplier<Optional<Crew>> others) {
    this.count = count;
    this.leastShare = leastShare;
    this.openMp = openMp;
    this.others = others;
  }

  int count() {
    return count;
  }

  long leastShare() {
    return leastShare;
  }

  /** Gets primitives of one thread; here, since to ask another thread takes longer. */
  <T> T get(Supplier<T> supplier) {
    return openMp.getAlone(supplier);
  }

  /** Returns what runs a task once on every thread and waits for all. */
  Runnable runner(Runnable task) {
    return others.get().<Runnable>map(crew -> () -> crew.runWithCaller(task)).orElse(task);
  }
}
