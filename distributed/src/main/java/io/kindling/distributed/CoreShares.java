package io.kindling.distributed;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How the cores of executors can be shared out to tasks that all have as many.
 *
 * @param executors the cores of each
 */
record CoreShares(List<Integer> executors) {
  CoreShares {
    executors = List.copyOf(executors);
  }

  /** Returns how many tasks with so many cores each run at a time. */
  int slots(int cores) {
    return executors.stream().mapToInt(each -> each / cores).sum();
  }

  /** Returns the largest share that leaves as few cores idle as can be. */
  int fewestIdle() {
    return shares()
        .reduce(1, (best, share) -> slots(share) * share >= slots(best) * best ? share : best);
  }

  /** Returns the largest share with which there are so many slots; 1 when there are too few. */
  int forWorkers(int workers) {
    return shares().filter(share -> slots(share) >= workers).max().orElse(1);
  }

  private IntStream shares() {
    return IntStream.rangeClosed(1, executors.stream().mapToInt(Integer::intValue).max().orElse(1));
  }
}
