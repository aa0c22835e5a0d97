package io.kindling.layers.schedule;

/**
 * The learning rate of every step: an immutable value, and a function without memory, so training
 * can be continued anywhere.
 */
public interface Schedule {
  /**
   * Returns the learning rate of a step.
   *
   * @param step the number of steps done, from 0
   * @param stepsPerEpoch 1 or more
   * @param history what was monitored before this step
   */
  double rate(long step, long stepsPerEpoch, History history);
}
