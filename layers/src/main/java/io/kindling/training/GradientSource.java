package io.kindling.training;

/** What whoever sums gradients must know of those that a worker computes. */
interface GradientSource {
  /** Returns the sum of row weights of the part that is computed, once its output is settled. */
  double runningWeight();

  /** Adds what earlier parts of the batch left to a segment of the gradient, if there are any. */
  void complete(Segment segment);
}
