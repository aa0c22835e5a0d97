package io.kindling.distributed.collective;

import io.kindling.tensor.Tensor;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sums over workers in one JVM: every worker sums one slice and writes it to all vectors. */
public final class MemoryCollective implements WorkerCollective {
  private final MemoryGroup group;
  private final Session session;
  private final Watch watch;
  private final RankSum sums = new RankSum();
  private final Map<Place, Long> started = new HashMap<>();
  private final Map<double[], Long> startedNumbers = new IdentityHashMap<>();
  private long next;

  /** Joins a group as the session's rank. */
  public MemoryCollective(MemoryGroup group, Session session, Duration limit) {
    if (group.workers() != session.workers()) {
      throw new IllegalArgumentException(
          "MemoryCollective: expected "
              + session.workers()
              + " workers in the group, got "
              + group.workers()
              + ".");
    }
    this.group = group;
    this.session = session;
    this.watch = new Watch(session, limit);
    group.enter(watch);
  }

  @Override
  public int workers() {
    return session.workers();
  }

  @Override
  public int rank() {
    return session.rank();
  }

  @Override
  public void start(Tensor values) {
    guarded(
        () -> {
          watch.check();
          Place.mark(started, values, next);
          bring(values);
        });
  }

  private MemorySum bring(Object values) {
    MemorySum sum = group.sum(next++);
    sum.bring(rank(), values);
    group.changed();
    return sum;
  }

  @Override
  public void await(Tensor values) {
    guarded(() -> finish(Place.taken(started, values), values.bytes()));
  }

  private void finish(long number, long bytes) {
    MemorySum sum = group.sum(number);
    awaitAll(sum, bytes);
    if (!group.gate().pass(() -> sum.sumSlice(rank(), sums))) {
      watch.fail(new WorkerLostException(session.self() + ": the session was closed.", null));
    }
    group.changed();
    watch.await(sum::isSummed, () -> missing(sum));
    group.leave(number, sum);
  }

  @Override
  public void start(double[] values) {
    guarded(
        () -> {
          watch.check();
          startedNumbers.put(values, next);
          bring(values.clone());
        });
  }

  @Override
  public void await(double[] values) {
    guarded(() -> finish(values, Place.taken(startedNumbers, values)));
  }

  private void finish(double[] values, long number) {
    MemorySum sum = group.sum(number);
    awaitAll(sum, (long) values.length * Double.BYTES);
    System.arraycopy(sum.sumDoubles(values.length), 0, values, 0, values.length);
    group.leave(number, sum);
  }

  private void awaitAll(MemorySum sum, long bytes) {
    watch.await(sum::isComplete, () -> missing(sum));
    for (int other = 0; other < workers(); other++) {
      if (sum.bytes(other) != bytes) {
        fail(session.disagreement(other, bytes, sum.bytes(other)));
        watch.check();
      }
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      // The caller may free its vectors now, so nobody may be summing them.
      group.gate().shut();
      throw e;
    }
  }

  private List<Integer> missing(MemorySum sum) {
    List<Integer> absent = sum.absent();
    return absent.isEmpty()
        ? IntStream.range(0, workers()).filter(i -> i != rank()).boxed().toList()
        : absent;
  }

  @Override
  public Waiting waiting() {
    return watch.waiting(0);
  }

  @Override
  public void fail(RuntimeException cause) {
    group.fail(cause);
  }

  @Override
  public void abandon(Throwable cause) {
    if (!started.isEmpty()) {
      group.gate().shut();
      group.fail(session.givenUp(cause));
    }
  }

  @Override
  public void close() {
    group.gate().shut();
    group.fail(
        new WorkerLostException(
            session.self() + " has left the session in " + session.position().get() + ".", null));
  }
}
