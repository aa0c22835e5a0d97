package io.kindling.distributed.collective;

import io.kindling.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The sum of the slice of one bucket that this worker owns, made while its parts arrive: a piece is
 * added from where the network has put it, while that is in the cache, when all lower ranks have
 * come as far; else it waits in its rank's room. So every element is summed in rank order, whatever
 * comes first.
 *
 * <p>Parts of ranks below this worker's are gathered in the first rank's room, since this worker's
 * values come after them; from then on the sum is in its values.
 */
final class SliceSum {
  private final Tensor values;
  private final long from;
  private final int count;
  private final int rank;
  private final Staging staging;
  private final long bucket;
  private final float[] sum;
  private final float[] term;
  private final int[] got;
  private final int[] added;

  /**
   * Begins with this worker's own values.
   *
   * @param from the first element of the slice in them
   * @param count the elements of the slice
   */
  SliceSum(Tensor values, long from, int count, Session session, Staging staging, long bucket) {
    this.values = values;
    this.from = from;
    this.count = count;
    this.rank = session.rank();
    this.staging = staging;
    this.bucket = bucket;
    this.sum = staging.tile(0, bucket);
    this.term = staging.tile(1, bucket);
    this.got = new int[session.workers()];
    this.added = new int[session.workers()];
    if (rank == 0) {
      added[0] = count;
    }
  }

  /** Takes whole elements that follow those that have come from a rank before. */
  synchronized void accept(int other, ByteBuffer piece) {
    int begin = got[other];
    int end = begin + piece.remaining() / Float.BYTES;
    got[other] = end;
    if (added[other] == begin && end <= ready(other) && !gathersFrom(other)) {
      add(other, piece, end);
    } else {
      room(other).buffer((long) begin * Float.BYTES, piece.remaining()).put(piece);
      addWaiting(other);
    }
    addWaiting(other + 1);
  }

  /** Adds what waits when all parts have arrived: those that were not given lie in their rooms. */
  synchronized void finish() {
    for (int other = 0; other < got.length; other++) {
      got[other] = count;
    }
    addWaiting(0);
  }

  /** Returns whether nothing is left to be added. */
  synchronized boolean isWhole() {
    return added[added.length - 1] == count;
  }

  /** Returns how many elements of a rank may be added: those that all lower ranks have. */
  private int ready(int other) {
    return other == 0 ? count : added[other - 1];
  }

  /** Returns whether the parts of others are added to that of a rank, in its room. */
  private boolean gathersFrom(int other) {
    return other == 0 && rank > 1;
  }

  private void addWaiting(int first) {
    for (int other = first; other < got.length; other++) {
      int begin = added[other];
      int end = Math.min(got[other], ready(other));
      if (other == rank || end <= begin) {
        continue;
      }
      if (gathersFrom(other)) {
        added[other] = end;
      } else {
        int bytes = (end - begin) * Float.BYTES;
        add(other, room(other).buffer((long) begin * Float.BYTES, bytes), end);
      }
    }
  }

  /** Adds elements of a rank up to an end, and this worker's own where they come next. */
  private void add(int other, ByteBuffer piece, int end) {
    FloatBuffer part = piece.order(ByteOrder.nativeOrder()).asFloatBuffer();
    boolean ownNext = other == rank - 1;
    for (int done = added[other]; done < end; done += sum.length) {
      int size = Math.min(sum.length, end - done);
      part.get(sum, 0, size);
      if (other > rank) {
        addOwn(done, size);
      } else if (other > 0) {
        room(0).copyTo(done, term, 0, size);
        addTerm(size);
      }
      if (ownNext) {
        addOwn(done, size);
      }
      if (other > rank || ownNext) {
        values.copyFrom(sum, 0, from + done, size);
      } else {
        room(0).copyFrom(sum, 0, done, size);
      }
    }
    added[other] = end;
    if (ownNext) {
      added[rank] = end;
    }
  }

  /** Adds what is in this worker's values: its own, or the sum up to there. */
  private void addOwn(int done, int size) {
    values.copyTo(from + done, term, 0, size);
    addTerm(size);
  }

  private void addTerm(int size) {
    for (int i = 0; i < size; i++) {
      sum[i] += term[i];
    }
  }

  private Tensor room(int other) {
    return staging.room(other, bucket);
  }
}
