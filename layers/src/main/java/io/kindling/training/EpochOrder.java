package io.kindling.training;

import java.util.Objects;

/**
 * The order of the rows of an epoch, which only the number of rows, the batch size and the seed
 * decide; the workers then share every step.
 *
 * <p>An epoch goes round by round over the {@link RowStore#SHARDS} shards; round r takes one row of
 * every shard that has more than r. Step s has the places {@code [s B, (s + 1) B)} of that order;
 * the last may be short. Within a shard rows are shuffled by a permutation from (seed, epoch,
 * shard). Within a round with k shards, place i has shard {@code (start + i stride) mod k} with a
 * start and a stride from (seed, epoch, round). In full rounds strides are prime to the number of
 * shards, so for every number of workers N that divides it, any N rows that follow each other
 * belong to N different workers: the workers' shares of a step differ by one row, or by two where a
 * step lies in two rounds. In the short round at the end each wrap may add one.
 *
 * @param rows the number of all rows
 * @param batch the rows of a step
 * @param seed decides the order
 * @param shuffled false for the order of the shards as they are stored, the same in every epoch
 */
public record EpochOrder(long rows, int batch, long seed, boolean shuffled) {
  private static final int SHARDS = RowStore.SHARDS;

  /** Primes that do not divide 840: large ones for full rounds, which may wrap at will. */
  private static final int[] STRIDES = {
    53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151,
    157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229, 233, 239, 241, 251, 257
  };

  /** Small ones for the short round at the end, where each wrap costs balance. */
  private static final int[] SHORT_STRIDES = {1, 11, 13, 17, 19, 23, 29, 31};

  /** Checks the numbers. */
  public EpochOrder {
    if (rows < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "EpochOrder: expected 1 row and a batch of 1 or more, got "
              + rows
              + " rows and a batch of "
              + batch
              + ". Give data and a batch size.");
    }
  }

  /** Returns the order of training. */
  public static EpochOrder shuffled(long rows, int batch, long seed) {
    return new EpochOrder(rows, batch, seed, true);
  }

  /** Returns the order of validation and scoring, in which epochs are alike. */
  public static EpochOrder sequential(long rows, int batch) {
    return new EpochOrder(rows, batch, 0, false);
  }

  /** Returns the number of steps of an epoch, the last of which may be short. */
  public long stepsPerEpoch() {
    return (rows + batch - 1) / batch;
  }

  /** Returns the number of rows that all workers have together in a step. */
  public int stepRows(long step) {
    return (int) Math.min(batch, rows - firstPlace(step));
  }

  /** Returns the first place of a step of an epoch. */
  public long firstPlace(long step) {
    return Objects.checkIndex(step, stepsPerEpoch()) * batch;
  }

  /** Returns the shard of the row at a place of an epoch. */
  public int shard(long epoch, long place) {
    Objects.checkIndex(place, rows);
    long round = place / SHARDS;
    int width = width(round);
    int at = (int) (place % SHARDS);
    if (!shuffled) {
      return at;
    }
    long key = Mix.mix(seed, epoch, -1 - round);
    long start = Long.remainderUnsigned(key, width);
    return (int) ((start + (long) at * stride(key, width)) % width);
  }

  /** Returns which row of its shard stands at a place of an epoch, in the order of hashes. */
  public long index(long epoch, long place) {
    long round = place / SHARDS;
    if (!shuffled) {
      return round;
    }
    int shard = shard(epoch, place);
    return Permutation.at(Mix.mix(seed, epoch, shard), RowStore.size(rows, shard), round);
  }

  /** Returns the number of rows that a worker has in a step. */
  public int share(long epoch, long step, int workers, int worker) {
    int share = 0;
    long first = firstPlace(step);
    for (long place = first; place < first + stepRows(step); place++) {
      if (shard(epoch, place) % workers == worker) {
        share++;
      }
    }
    return share;
  }

  private int width(long round) {
    return (int) Math.min(SHARDS, rows - round * SHARDS);
  }

  private static long stride(long key, int width) {
    int[] strides = width == SHARDS ? STRIDES : SHORT_STRIDES;
    int first = (int) Long.remainderUnsigned(Mix.mix(key), strides.length);
    for (int i = 0; i < strides.length; i++) {
      int stride = strides[(first + i) % strides.length];
      if (width % stride != 0 || stride == 1) {
        return stride;
      }
    }
    return 1;
  }
}
