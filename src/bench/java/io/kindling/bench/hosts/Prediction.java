package io.kindling.bench.hosts;

/**
 * The seconds of a step on n hosts that compute c seconds each, as a prediction: {@code c + e} with
 * the exposed part {@code e = max(R / k, R - h c)} of the reduction {@code R = 2 l + 2 (n - 1) / n
 * V / b}. V are the bytes of the gradient, which leaves in k parts; l is the time of a message and
 * b the bytes a second of a host; h is the part of computing that is left when the first gradients
 * are there.
 *
 * @param latency l
 * @param bandwidth b
 * @param bytes V
 * @param parts k
 * @param overlap h
 */
record Prediction(double latency, double bandwidth, double bytes, int parts, double overlap) {
  /** Returns the seconds of a step. */
  double step(int hosts, double compute) {
    if (hosts == 1) {
      return compute;
    }
    double reduction = 2 * latency + 2.0 * (hosts - 1) / hosts * bytes / bandwidth;
    return compute + Math.max(reduction / parts, reduction - overlap * compute);
  }
}
