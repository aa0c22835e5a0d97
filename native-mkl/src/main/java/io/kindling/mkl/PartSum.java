package io.kindling.mkl;

import io.kindling.tensor.Tensor;
import java.util.List;

/** Adds the summands of the other parts to that of the first, in order; over tiles of arrays. */
final class PartSum implements Runnable {
  private static final int TILE = 4096;

  private final Tensor sum;
  private final List<Tensor> others;
  private final float[] total;
  private final float[] summand;

  PartSum(Tensor sum, List<Tensor> others) {
    this.sum = sum;
    this.others = List.copyOf(others);
    this.total = new float[(int) Math.min(TILE, sum.size())];
    this.summand = new float[total.length];
  }

  @Override
  public void run() {
    for (long start = 0; start < sum.size(); start += TILE) {
      int count = (int) Math.min(TILE, sum.size() - start);
      sum.copyTo(start, total, 0, count);
      for (int other = 0; other < others.size(); other++) {
        others.get(other).copyTo(start, summand, 0, count);
        for (int i = 0; i < count; i++) {
          total[i] += summand[i];
        }
      }
      sum.copyFrom(total, 0, start, count);
    }
  }
}
