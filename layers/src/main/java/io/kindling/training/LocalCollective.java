package io.kindling.training;

import io.kindling.backend.Collective;
import io.kindling.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The collective of workers that are threads of one JVM: they reduce through memory.
 *
 * <p>Each worker sums its slice of the vectors of all, in rank order, and writes the sum to all of
 * them, so all ranks hold the same bits. Each rank is used by one thread. When a worker is lost,
 * the others fail as soon as it is {@link #fail reported}, or when the limit has passed.
 */
public final class LocalCollective implements Collective {
  private static final int TILE = 4096;

  private final LocalMeeting meeting;
  private final int rank;
  private final float[] sum = new float[TILE];
  private final float[] part = new float[TILE];

  private LocalCollective(LocalMeeting meeting, int rank) {
    this.meeting = meeting;
    this.rank = rank;
  }

  /**
   * Returns the collectives of a session, one a worker.
   *
   * @param workers 1 or more
   * @param limit how long a worker waits for the others
   */
  public static List<LocalCollective> session(int workers, Duration limit) {
    if (workers < 1) {
      throw new IllegalArgumentException(
          "LocalCollective: expected 1 worker or more, got " + workers + ". Correct it.");
    }
    LocalMeeting meeting = new LocalMeeting(workers, limit);
    return IntStream.range(0, workers).mapToObj(r -> new LocalCollective(meeting, r)).toList();
  }

  @Override
  public int workers() {
    return meeting.workers();
  }

  @Override
  public int rank() {
    return rank;
  }

  /** Ends the session: every worker that waits, now or later, fails with this cause. */
  public void fail(Throwable cause) {
    meeting.fail(rank, cause);
  }

  @Override
  public void start(Tensor values) {
    meeting.offer(rank, values);
  }

  @Override
  public void await(Tensor values) {
    Object[] all = meeting.meet(rank, values);
    long size = values.size();
    for (Object other : all) {
      if (((Tensor) other).size() != size) {
        throw new IllegalStateException(
            "LocalCollective: expected vectors of one size, got "
                + size
                + " of worker "
                + rank
                + " and "
                + ((Tensor) other).size()
                + ". Let all workers call it in the same order.");
      }
    }
    long end = size * (rank + 1) / all.length;
    for (long at = size * rank / all.length; at < end; at += TILE) {
      sumTile(all, at, (int) Math.min(TILE, end - at));
    }
    meeting.part(rank);
  }

  private void sumTile(Object[] all, long at, int count) {
    ((Tensor) all[0]).copyTo(at, sum, 0, count);
    for (int other = 1; other < all.length; other++) {
      ((Tensor) all[other]).copyTo(at, part, 0, count);
      for (int i = 0; i < count; i++) {
        sum[i] += part[i];
      }
    }
    for (Object other : all) {
      ((Tensor) other).copyFrom(sum, 0, at, count);
    }
  }

  @Override
  public void start(double[] values) {
    meeting.offer(rank, values);
  }

  @Override
  public void await(double[] values) {
    Object[] all = meeting.meet(rank, values);
    double[] sums = new double[values.length];
    for (Object other : all) {
      double[] part = (double[]) other;
      if (part.length != sums.length) {
        throw new IllegalStateException(
            "LocalCollective: expected "
                + sums.length
                + " numbers of each worker, got "
                + part.length
                + ". Let all workers call it in the same order.");
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part[i];
      }
    }
    meeting.part(rank);
    System.arraycopy(sums, 0, values, 0, sums.length);
  }

  @Override
  public void abandon(Throwable cause) {
    meeting.abandon(rank, cause);
  }

  /** Returns the ranks of a list of workers as words. */
  static String names(List<Integer> ranks) {
    List<String> names = new ArrayList<>();
    ranks.forEach(r -> names.add("worker " + r));
    return String.join(", ", names);
  }
}
