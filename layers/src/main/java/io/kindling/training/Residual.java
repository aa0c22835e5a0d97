package io.kindling.training;

/**
 * What a worker has not told the others of its gradients yet. It lies with the worker's training
 * state, so that it is still there when others are lost: then each step is done by all or by none,
 * and which it was is known when the next one begins. Until then both are kept.
 */
final class Residual implements AutoCloseable {
  private Parameters now;
  private Parameters next;
  private float threshold = Float.NaN;
  private float nextThreshold = Float.NaN;
  private long step = -1;

  Residual(ParameterLayout layout) {
    now = Parameters.zeros(layout);
    next = Parameters.zeros(layout);
  }

  /**
   * Begins a step: the one after the last, the same once more, or any other, which begins with
   * zeros.
   *
   * @param steps that are done
   */
  void begin(long steps) {
    if (steps == step + 1 && step >= 0) {
      Parameters before = now;
      now = next;
      next = before;
      threshold = nextThreshold;
    } else if (steps != step) {
      now.vector().clear();
      threshold = Float.NaN;
    }
    step = steps;
  }

  /** Returns what is left from the steps that are done. */
  Parameters before() {
    return now;
  }

  /** Returns where what this step leaves is written, all of it. */
  Parameters after() {
    return next;
  }

  /** Returns from which size on elements are sent; NaN before the first step. */
  float threshold() {
    return threshold;
  }

  /** Sets from which size on elements are sent in this step and in the next one. */
  void threshold(float nowOn, float then) {
    threshold = nowOn;
    nextThreshold = then;
  }

  @Override
  public void close() {
    now.close();
    next.close();
  }
}
