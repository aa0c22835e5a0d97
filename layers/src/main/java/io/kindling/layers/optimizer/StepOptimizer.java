package io.kindling.layers.optimizer;

/**
 * An optimizer that changes the parameters after every batch, each element by itself.
 *
 * <p>The loop hands over pieces of the flat vectors as arrays, in which the JIT vectorizes loops.
 * Pieces are any part of the vector, padding included: where parameter, gradient and slots are
 * zero, an update must leave zeros (slots whose {@link #initialSlot} is not zero keep any finite
 * number).
 */
public interface StepOptimizer extends Optimizer {
  /** Returns the number of state vectors, each as long as the parameters. */
  int slots();

  /** Returns what the elements of a state vector are before the first step. */
  default float initialSlot(int slot) {
    return 0;
  }

  /** Returns whether {@link #weightDecay} shrinks the parameters past the gradient. */
  default boolean hasDecoupledDecay() {
    return false;
  }

  /**
   * Updates the first {@code count} elements of the parameters and state vectors in place. Several
   * threads call it at a time, each with pieces of its own.
   *
   * @param values the parameters
   * @param gradient with L2 decay already added; may be overwritten
   * @param slots the state vectors
   * @param rate the learning rate of this step
   * @param step the number of this update, from 1
   */
  void update(float[] values, float[] gradient, float[][] slots, int count, double rate, long step);
}
