package io.kindling.training;

import io.kindling.layers.optimizer.Optimizer;
import io.kindling.tensor.MemoryRoom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a training run has come to after some steps: with the same data, another worker, or
 * another program, goes on from it as if nothing had happened. All workers hold the same numbers,
 * but for the {@link Residual} of compressed gradients, which is a worker's own.
 *
 * <p>It changes with every step and is used by one thread.
 */
public final class TrainingState implements AutoCloseable {
  private final Parameters parameters;
  private final OptimizerState optimizer;
  private final MonitoredHistory history;
  private final BestEvidence evidence = new BestEvidence();
  private final List<TrainingEvent.EpochFinished> epochs = new ArrayList<>();
  private @Nullable Residual residual;
  private double[] metricSums = {};
  private long steps;
  private double epochLoss;
  private double epochWeight;
  private double lastNorm = Double.NaN;
  private double lastRate;
  private boolean unreported;
  private boolean torn;
  private @Nullable Parameters best;

  private TrainingState(Parameters parameters, OptimizerState optimizer, MonitoredHistory history) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.history = history;
  }

  /**
   * Returns the state before the first step.
   *
   * @param first is copied
   * @param higherIsBetter of the monitored value, as {@link Trainer#higherIsBetter} tells
   */
  public static TrainingState initial(
      Optimizer optimizer, Parameters first, boolean higherIsBetter) {
    return owning(optimizer, first.copy(), higherIsBetter);
  }

  /**
   * Returns a state whose parameters are not there yet: somebody writes them and calls {@link
   * #begin}, or another state is copied into it.
   *
   * @param higherIsBetter of the monitored value, as {@link Trainer#higherIsBetter} tells
   */
  public static TrainingState zeros(
      Optimizer optimizer, ParameterLayout layout, boolean higherIsBetter) {
    TrainingState state = owning(optimizer, Parameters.zeros(layout), higherIsBetter);
    state.torn = true;
    return state;
  }

  /** Says that the parameters are those before the first step. */
  public void begin() {
    torn = false;
  }

  /**
   * Returns the state before the first step over parameters that are its own from now on: training
   * changes them, and closing the state frees them.
   *
   * @param higherIsBetter of the monitored value, as {@link Trainer#higherIsBetter} tells
   */
  public static TrainingState owning(
      Optimizer optimizer, Parameters first, boolean higherIsBetter) {
    return new TrainingState(
        first,
        OptimizerState.initial(optimizer, first.layout()),
        new MonitoredHistory(higherIsBetter));
  }

  /** Returns the parameters after the last step. */
  public Parameters parameters() {
    return parameters;
  }

  /** Returns what the optimizer remembers. */
  public OptimizerState optimizer() {
    return optimizer;
  }

  /**
   * Returns memory for the parameters of the best monitored value. It is taken when it is first
   * asked for, since no monitored value comes before the first epoch has ended.
   */
  public Parameters best() {
    Parameters found = best;
    if (found == null) {
      found = Parameters.zeros(parameters.layout());
      best = found;
    }
    return found;
  }

  /**
   * Checks that {@link #best} can be taken later.
   *
   * @throws IllegalArgumentException when there is no room for it now
   */
  void requireRoomForBest() {
    if (best == null) {
      MemoryRoom.check(
          "Training",
          parameters.vector().bytes(),
          "the best parameters, which are kept from the end of the first epoch on");
    }
  }

  /**
   * Returns all numbers that grow with the network: parameters, optimizer's vectors, and the best
   * parameters if there is a monitored value.
   */
  public List<Parameters> vectors() {
    return vectors(history.size() > 0);
  }

  /** Returns all numbers that grow with the network, with room for the best parameters or not. */
  List<Parameters> vectors(boolean withBest) {
    List<Parameters> vectors = new ArrayList<>();
    vectors.add(parameters);
    vectors.addAll(optimizer.slots());
    if (withBest) {
      vectors.add(best());
    }
    return vectors;
  }

  /** Returns the monitored values so far. */
  public MonitoredHistory history() {
    return history;
  }

  /** Returns the epochs that are finished, also by earlier parts of the run. */
  public List<TrainingEvent.EpochFinished> epochs() {
    return List.copyOf(epochs);
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

  /**
   * Returns whether it is that after a number of whole steps. It is not when an update was given up
   * before its end; then nobody may go on from it.
   */
  public boolean isWhole() {
    return !torn;
  }

  /** Returns what this worker, and no other, has not told of its gradients. */
  Residual residual() {
    Residual held = residual;
    if (held == null) {
      held = new Residual(parameters.layout());
      residual = held;
    }
    return held;
  }

  BestEvidence evidence() {
    return evidence;
  }

  /** Returns the sums of all metrics over the rows that all workers have seen in this epoch. */
  double[] metricSums() {
    return metricSums;
  }

  /** Makes room for the sums; those of other metrics than an earlier run had begin anew. */
  void expectMetrics(int size) {
    if (metricSums.length != size) {
      metricSums = new double[size];
    }
  }

  /** Returns the norm of the gradient of the last step. */
  double lastNorm() {
    return lastNorm;
  }

  /** Returns the learning rate of the last step. */
  double lastRate() {
    return lastRate;
  }

  /** Returns whether validation and report after the last step are to be done still. */
  boolean isUnreported() {
    return unreported;
  }

  /** Says that something is about to change in several places. */
  void beginStep() {
    torn = true;
  }

  /** Says that what {@link #beginStep} announced was taken back. */
  void undoStep() {
    torn = false;
  }

  void finishStep(double loss, double weight, double norm, double rate) {
    finishSteps(1, loss, weight, norm, rate);
  }

  void finishSteps(long count, double loss, double weight, double norm, double rate) {
    steps += count;
    epochLoss += loss;
    epochWeight += weight;
    lastNorm = norm;
    lastRate = rate;
    unreported = true;
    torn = false;
  }

  /** Says that all that follows from the last step is done. */
  void finishReport() {
    torn = false;
    unreported = false;
  }

  void finishEpoch(TrainingEvent.EpochFinished epoch) {
    epochs.add(epoch);
    epochLoss = 0;
    epochWeight = 0;
    Arrays.fill(metricSums, 0);
  }

  /** Goes on from a journal, whose vectors are copied apart from this. */
  void restore(StateJournal journal) {
    steps = journal.steps();
    optimizer.updates(journal.updates());
    optimizer.numbers(journal.optimizer());
    epochLoss = journal.epochLoss();
    epochWeight = journal.epochWeight();
    lastNorm = journal.lastNorm();
    lastRate = journal.lastRate();
    unreported = journal.unreported();
    torn = false;
    evidence.restore(journal.firstLoss(), journal.lossAfterBest());
    metricSums = journal.metricSums().clone();
    history.clear();
    for (StateJournal.Observed each : journal.history()) {
      history.add(each.step(), each.value());
    }
    epochs.clear();
    epochs.addAll(journal.epochs());
    if (journal.history().isEmpty()) {
      closeBest();
    }
  }

  private void closeBest() {
    if (best != null) {
      best.close();
      best = null;
    }
  }

  @Override
  public void close() {
    parameters.close();
    optimizer.close();
    closeBest();
    if (residual != null) {
      residual.close();
    }
  }
}
