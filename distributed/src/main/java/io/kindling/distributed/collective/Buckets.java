package io.kindling.distributed.collective;

import io.kindling.backend.Wire;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the buckets of a session are. Buckets are numbered over the whole session; a worker sends
 * number b to an owner when the sum of b - {@link Staging#WINDOW} has come back from it, which says
 * that the owner's room for b is free.
 */
final class Buckets {
  private final Session session;
  private final Staging staging;
  private final Map<Long, Bucket> open = new HashMap<>();
  private final Map<Long, int[]> reduceBytes = new HashMap<>();
  private final long[] sent;
  private final long[] returned;
  private final long[] received;
  private long started;
  private long summed;

  Buckets(Session session, Staging staging) {
    this.session = session;
    this.staging = staging;
    this.sent = new long[session.workers()];
    this.returned = new long[session.workers()];
    this.received = new long[session.workers()];
  }

  /** Adds the next bucket. */
  synchronized Bucket start(Tensor values, long from, int count, Wire wire) {
    Bucket bucket = new Bucket(started++, values, from, count, session, wire, staging);
    open.put(bucket.number(), bucket);
    return bucket;
  }

  /** Returns the bucket to be sent to an owner now, if there is one. */
  synchronized @Nullable Bucket nextToSend(int owner) {
    if (sent[owner] < started && sent[owner] - returned[owner] < Staging.WINDOW) {
      return open.get(sent[owner]++);
    }
    return null;
  }

  /**
   * Notes that a worker begins to send its part of this worker's slice, and returns the bucket when
   * the part can be added to it as it comes: it is under way here too, and the part fits.
   */
  synchronized @Nullable Bucket expectReduce(int rank, long number, int bytes) {
    // A worker that is more than the window ahead of our sums would overwrite what we still need.
    if (number != received[rank] || number >= summed + Staging.WINDOW) {
      throw new IllegalStateException(
          session.self()
              + ": expected bucket "
              + received[rank]
              + " from "
              + session.name(rank)
              + ", got "
              + number
              + ".");
    }
    Bucket bucket = open.get(number);
    boolean fits =
        bucket != null
            && bucket.wire() == Wire.FLOAT32
            && bucket.sliceBytes(session.rank()) == bytes;
    return fits ? bucket : null;
  }

  synchronized void reduceArrived(int rank, long number, int bytes) {
    received[rank]++;
    reduceBytes.computeIfAbsent(number, n -> filled(session.workers()))[rank] = bytes;
  }

  private static int[] filled(int workers) {
    int[] bytes = new int[workers];
    Arrays.fill(bytes, -1);
    return bytes;
  }

  /** Returns the next bucket whose parts have all arrived, once. */
  synchronized @Nullable Bucket nextToSum() {
    Bucket bucket = arrived();
    if (bucket != null) {
      reduceBytes.remove(summed++);
    }
    return bucket;
  }

  /** Returns the next bucket whose parts have all been added as they came, once. */
  synchronized @Nullable Bucket nextSummed() {
    Bucket bucket = arrived();
    return bucket != null && bucket.isSummed() ? nextToSum() : null;
  }

  /** Returns whether all parts of the next bucket have arrived. */
  synchronized boolean hasNextToSum() {
    int[] bytes = reduceBytes.get(summed);
    return open.containsKey(summed) && bytes != null && areThere(bytes);
  }

  private boolean areThere(int[] bytes) {
    for (int rank = 0; rank < bytes.length; rank++) {
      if (rank != session.rank() && bytes[rank] < 0) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Bucket arrived() {
    Bucket bucket = open.get(summed);
    int[] bytes = reduceBytes.get(summed);
    if (bucket == null || bytes == null || !areThere(bytes)) {
      return null;
    }
    int expected = bucket.sliceBytes(session.rank());
    for (int rank = 0; rank < bytes.length; rank++) {
      if (rank != session.rank() && bytes[rank] != expected) {
        throw session.disagreement(rank, expected, bytes[rank]);
      }
    }
    return bucket;
  }

  /** Returns the bucket that a sum belongs to. */
  synchronized Bucket expectGather(int owner, long number, int bytes) {
    Bucket bucket = open.get(number);
    if (bucket == null || number != returned[owner]) {
      throw new IllegalStateException(
          session.self()
              + ": expected the sum of bucket "
              + returned[owner]
              + " from "
              + session.name(owner)
              + ", got "
              + number
              + ".");
    }
    if (bytes != bucket.sliceBytes(owner)) {
      throw session.disagreement(owner, bucket.sliceBytes(owner), bytes);
    }
    return bucket;
  }

  synchronized void gatherArrived(Bucket bucket, int owner) {
    returned[owner]++;
    bucket.gathered(owner);
    closeIfDone(bucket);
  }

  synchronized void acknowledged(Bucket bucket) {
    bucket.acknowledged();
    closeIfDone(bucket);
  }

  private void closeIfDone(Bucket bucket) {
    if (bucket.isDone()) {
      open.remove(bucket.number());
    }
  }

  synchronized boolean areDone(List<Bucket> buckets) {
    return buckets.stream().allMatch(Bucket::isDone);
  }

  /**
   * Returns the workers that the first unfinished bucket waits for: those that have not sent their
   * part, since the others may be waiting for them too, or else those that have not sent a sum.
   */
  synchronized List<Integer> missing(List<Bucket> buckets) {
    for (Bucket bucket : buckets) {
      if (!bucket.isDone()) {
        List<Integer> silent = silent(bucket.number());
        return silent.isEmpty() ? bucket.missing() : silent;
      }
    }
    return List.of();
  }

  private List<Integer> silent(long number) {
    List<Integer> silent = new ArrayList<>();
    int[] bytes = reduceBytes.get(number);
    for (int rank = 0; rank < session.workers() && number >= summed; rank++) {
      if (rank != session.rank() && (bytes == null || bytes[rank] < 0)) {
        silent.add(rank);
      }
    }
    return silent;
  }
}
