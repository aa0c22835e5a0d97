package io.kindling.distributed.collective;

import io.kindling.backend.Wire;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A piece of a large vector on its way: every worker sends the others the slices that they own,
 * sums its own slice and sends it back to all.
 */
final class Bucket {
  private final long number;
  private final Tensor values;
  private final long from;
  private final int count;
  private final int rank;
  private final int workers;
  private final Wire wire;
  private final SliceSum sum;
  private final BitSet gathered = new BitSet();
  private int unacknowledged;

  Bucket(
      long number,
      Tensor values,
      long from,
      int count,
      Session session,
      Wire wire,
      Staging staging) {
    this.number = number;
    this.values = values;
    this.from = from;
    this.count = count;
    this.rank = session.rank();
    this.workers = session.workers();
    this.wire = wire;
    this.unacknowledged = workers - 1;
    this.sum = new SliceSum(values, sliceFrom(rank), sliceSize(rank), session, staging, number);
  }

  long number() {
    return number;
  }

  Tensor values() {
    return values;
  }

  /** Returns the first element of the slice that a worker owns. */
  long sliceFrom(int owner) {
    return from + Slices.from(count, workers, owner);
  }

  /** Returns the number of elements of the slice that a worker owns. */
  int sliceSize(int owner) {
    return Slices.size(count, workers, owner);
  }

  /** Returns how its values travel. */
  Wire wire() {
    return wire;
  }

  /** Returns the bytes in which the slice that a worker owns travels. */
  int sliceBytes(int owner) {
    int size = sliceSize(owner);
    return wire == Wire.FLOAT32 ? size * Float.BYTES : HalfCodec.bytes(size);
  }

  /** Returns the sum of this worker's slice, where it is made of values that travel as they are. */
  SliceSum sum() {
    return sum;
  }

  /** Returns whether this worker's slice is summed. */
  boolean isSummed() {
    return wire == Wire.FLOAT32 && sum.isWhole();
  }

  void gathered(int owner) {
    gathered.set(owner);
  }

  void acknowledged() {
    unacknowledged--;
  }

  /** Returns whether all sums are here and nobody reads this worker's memory any more. */
  boolean isDone() {
    return unacknowledged == 0 && gathered.cardinality() == workers - 1;
  }

  /** Returns the workers that have not done their part. */
  List<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int other = 0; other < workers; other++) {
      if (other != rank && !gathered.get(other)) {
        missing.add(other);
      }
    }
    return missing;
  }
}
