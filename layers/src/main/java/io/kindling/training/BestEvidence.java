package io.kindling.training;

/**
 * Whether the best parameters are known to be good when training diverges.
 *
 * <p>A value that is measured over an epoch's steps speaks of parameters that have moved on since:
 * those at the epoch's end may be the ones that diverge. The loss of the next step is the first
 * that is theirs. They are good when it is no higher than that of the parameters which training
 * began with.
 */
final class BestEvidence {
  private double first = Double.NaN;
  private double afterBest = Double.NEGATIVE_INFINITY;

  /**
   * Hears that the parameters as they are now are the best.
   *
   * @param measuredBefore whether monitored values are those of parameters that are changed still
   */
  void best(boolean measuredBefore) {
    if (measuredBefore) {
      afterBest = Double.NaN;
    }
  }

  /** Hears the loss of a step, which is that of the parameters before it changes them. */
  void step(double loss) {
    if (Double.isNaN(first)) {
      first = loss;
    }
    if (Double.isNaN(afterBest)) {
      afterBest = loss;
    }
  }

  /** Returns whether the best parameters are worth keeping. */
  boolean isGood(boolean measuredBefore) {
    return !measuredBefore || Double.isNaN(first) || afterBest <= first;
  }

  /** Returns the loss of the first step. */
  double first() {
    return first;
  }

  /** Returns the loss of the step after the best parameters were found. */
  double afterBest() {
    return afterBest;
  }

  /** Goes on from what was known. */
  void restore(double ofFirst, double ofAfterBest) {
    first = ofFirst;
    afterBest = ofAfterBest;
  }
}
