package io.kindling.bench.hosts;

import java.util.List;

/**
 * The seconds of a step on n hosts that compute c seconds each, as a prediction: {@code c + p + e}.
 *
 * <p>A sum of V bytes takes {@code R(V) = 2 l + 2 (n - 1) / n V / b}, and the processors {@code p =
 * u 2 (n - 1) / n V}. Of R the backward pass hides at most {@code h c}, and nothing of the part
 * that leaves last, a share s of V: {@code e = max(R(s V), R(V) - h c)}.
 *
 * @param latency l, seconds of a sum of a few bytes
 * @param bandwidth b, bytes a second that sums reach
 * @param processor u, seconds that computing is held up for each byte
 * @param overlap h, the share of computing that is left when the first gradients are there
 */
record Prediction(double latency, double bandwidth, double processor, double overlap) {
  /** The least elements of a part of the gradient, as the training loop cuts it. */
  private static final long PART = 1 << 18;

  /** Returns the prediction from a sum of a few bytes and one of many. */
  static Prediction of(
      int hosts, AllReduceCommand.Times small, AllReduceCommand.Times large, double overlap) {
    double bandwidth = moved(hosts, large.bytes()) / (large.ours() - 2 * small.ours());
    return new Prediction(small.ours(), bandwidth, 0, overlap);
  }

  private static double moved(int hosts, double bytes) {
    return 2.0 * (hosts - 1) / hosts * bytes;
  }

  /** Returns the seconds of a step. */
  double step(int hosts, double compute, double bytes, double lastShare) {
    if (hosts == 1) {
      return compute;
    }
    double whole = reduction(hosts, bytes);
    double held = processor * moved(hosts, bytes);
    return compute
        + held
        + Math.max(reduction(hosts, lastShare * bytes), whole - overlap * compute);
  }

  private double reduction(int hosts, double bytes) {
    return 2 * latency + moved(hosts, bytes) / bandwidth;
  }

  /**
   * Returns the share of the part that leaves last: parameters are gathered from the last to the
   * first until they are a part.
   *
   * @param sizes of the parameters, in the order of the layers
   */
  static double lastShare(List<Long> sizes) {
    long all = 0;
    long part = 0;
    for (int i = sizes.size() - 1; i >= 0; i--) {
      part = part >= PART ? sizes.get(i) : part + sizes.get(i);
      all += sizes.get(i);
    }
    return (double) part / all;
  }
}
