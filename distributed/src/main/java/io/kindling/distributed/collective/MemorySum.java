package io.kindling.distributed.collective;

import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** One sum of workers in one JVM: every worker brings its values, then sums its slice for all. */
final class MemorySum {
  private final AtomicReferenceArray<@Nullable Object> parts;
  private final AtomicInteger missing;
  private final AtomicInteger unsummed;
  private final AtomicInteger inside;

  MemorySum(int workers) {
    parts = new AtomicReferenceArray<>(workers);
    missing = new AtomicInteger(workers);
    unsummed = new AtomicInteger(workers);
    inside = new AtomicInteger(workers);
  }

  void bring(int rank, Object values) {
    parts.set(rank, values);
    missing.decrementAndGet();
  }

  boolean isComplete() {
    return missing.get() == 0;
  }

  boolean isSummed() {
    return unsummed.get() == 0;
  }

  List<Integer> absent() {
    List<Integer> absent = new ArrayList<>();
    for (int rank = 0; rank < parts.length(); rank++) {
      if (parts.get(rank) == null) {
        absent.add(rank);
      }
    }
    return absent;
  }

  /** Returns the bytes that a worker brought. */
  long bytes(int rank) {
    Object values = parts.get(rank);
    return values instanceof Tensor tensor
        ? tensor.bytes()
        : values instanceof double[] doubles ? (long) doubles.length * Double.BYTES : -1;
  }

  /** Sums one slice of all vectors and writes it to all of them. */
  void sumSlice(int rank, RankSum sums) {
    int workers = parts.length();
    RankSum.Part[] all = new RankSum.Part[workers];
    long from = 0;
    int count = 0;
    for (int i = 0; i < workers; i++) {
      if (parts.get(i) instanceof Tensor values) {
        from = Slices.from(values.size(), workers, rank);
        count = Slices.size(values.size(), workers, rank);
        all[i] = new RankSum.Part(values, from);
      }
    }
    sums.add(all, count, all);
    unsummed.decrementAndGet();
  }

  /** Returns the sums of doubles. */
  double[] sumDoubles(int length) {
    double[] sum = new double[length];
    for (int rank = 0; rank < parts.length(); rank++) {
      if (parts.get(rank) instanceof double[] values) {
        for (int i = 0; i < length; i++) {
          sum[i] = rank == 0 ? values[i] : sum[i] + values[i];
        }
      }
    }
    return sum;
  }

  int leave() {
    return inside.decrementAndGet();
  }
}
