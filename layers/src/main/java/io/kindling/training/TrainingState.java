package io.kindling.training;

import io.kindling.layers.optimizer.Optimizer;

/**
 * All that a training run has come to after some steps: with the same data, another worker, or
 * another program, goes on from it as if nothing had happened. All workers hold the same numbers.
 *
 * <p>It changes with every step and is used by one thread.
 */
public final class TrainingState implements AutoCloseable {
  private final Parameters parameters;
  private final OptimizerState optimizer;
  private final Parameters best;
  private final MonitoredHistory history;
  private long steps;
  private double epochLoss;
  private double epochWeight;
  private double lastNorm = Double.NaN;

  private TrainingState(
      Parameters parameters,
      OptimizerState optimizer,
      Parameters best,
      MonitoredHistory history,
      long steps) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.best = best;
    this.history = history;
    this.steps = steps;
  }

  /**
   * Returns the state before the first step.
   *
   * @param first is copied
   * @param higherIsBetter of the monitored value, as {@link Trainer#higherIsBetter} tells
   */
  public static TrainingState initial(
      Optimizer optimizer, Parameters first, boolean higherIsBetter) {
    return new TrainingState(
        first.copy(),
        OptimizerState.initial(optimizer, first.layout()),
        first.copy(),
        new MonitoredHistory(higherIsBetter),
        0);
  }

  /**
   * Returns the state after some steps, made of its parts, which it takes over.
   *
   * @param best the parameters of the best monitored value so far
   * @param epochLoss the sum of weighted losses since the epoch began
   * @param epochWeight the sum of row weights since then
   */
  public static TrainingState of(
      Parameters parameters,
      OptimizerState optimizer,
      Parameters best,
      MonitoredHistory history,
      long steps,
      double epochLoss,
      double epochWeight) {
    TrainingState state = new TrainingState(parameters, optimizer, best, history, steps);
    state.epochLoss = epochLoss;
    state.epochWeight = epochWeight;
    return state;
  }

  /** Returns the parameters after the last step. */
  public Parameters parameters() {
    return parameters;
  }

  /** Returns what the optimizer remembers. */
  public OptimizerState optimizer() {
    return optimizer;
  }

  /** Returns the parameters of the best monitored value, the first ones before there is any. */
  public Parameters best() {
    return best;
  }

  /** Returns the monitored values so far. */
  public MonitoredHistory history() {
    return history;
  }

  /** Returns the number of steps that are done. */
  public long steps() {
    return steps;
  }

  /** Returns the sum of weighted losses since the epoch began. */
  public double epochLoss() {
    return epochLoss;
  }

  /** Returns the sum of row weights since the epoch began. */
  public double epochWeight() {
    return epochWeight;
  }

  /** Returns the norm of the gradient of the last step. */
  double lastNorm() {
    return lastNorm;
  }

  void finishStep(double loss, double weight, double norm) {
    finishSteps(1, loss, weight, norm);
  }

  void finishSteps(long count, double loss, double weight, double norm) {
    steps += count;
    epochLoss += loss;
    epochWeight += weight;
    lastNorm = norm;
  }

  void beginEpoch() {
    epochLoss = 0;
    epochWeight = 0;
  }

  @Override
  public void close() {
    parameters.close();
    optimizer.close();
    best.close();
  }
}
