package io.kindling.distributed.collective;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What workers of one JVM share to sum through memory; one object a session. */
public final class MemoryGroup {
  private final int workers;
  private final CopyGate gate = new CopyGate();
  private final Map<Long, MemorySum> sums = new HashMap<>();
  private final List<Watch> watches = new ArrayList<>();

  /** Returns a group of workers that have not begun. */
  public MemoryGroup(int workers) {
    this.workers = workers;
  }

  int workers() {
    return workers;
  }

  CopyGate gate() {
    return gate;
  }

  synchronized void enter(Watch watch) {
    watches.add(watch);
  }

  /** Returns the sum of a number, the same for every worker. */
  synchronized MemorySum sum(long number) {
    return sums.computeIfAbsent(number, n -> new MemorySum(workers));
  }

  /** Forgets a sum when the last worker has left it. */
  synchronized void leave(long number, MemorySum sum) {
    if (sum.leave() == 0) {
      sums.remove(number);
    }
  }

  /** Lets all workers look again. */
  void changed() {
    watches().forEach(Watch::changed);
  }

  /** Ends the waits of all workers. */
  void fail(RuntimeException cause) {
    watches().forEach(watch -> watch.fail(cause));
  }

  private synchronized List<Watch> watches() {
    return List.copyOf(watches);
  }
}
