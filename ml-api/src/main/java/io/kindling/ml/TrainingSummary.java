package io.kindling.ml;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.json.JsonTypes;
import io.kindling.ml.plot.Drawing;
import io.kindling.training.WorkerTimes;
import java.util.List;
import java.util.Optional;

/**
 * How a model was trained; it is saved with the model.
 *
 * @param history the epochs in order
 * @param backend what computed, with its version and instruction set
 * @param precision what it computed in: float32 or bfloat16
 * @param workers how many trained
 * @param threads how many threads each worker computed with
 * @param reason why training ended
 * @param bestEpoch the epoch, from 0, whose parameters the model has
 * @param seconds how long the fit took
 * @param times where the time of each worker's steps went, by rank
 * @param run the name of the run
 * @param steps some of the steps, evenly spread and never many, in order
 */
public record TrainingSummary(
    List<EpochSummary> history,
    String backend,
    String precision,
    int workers,
    int threads,
    String reason,
    long bestEpoch,
    double seconds,
    List<WorkerTimes> times,
    String run,
    List<StepSummary> steps) {

  /** As many steps as are kept of a fit, evenly spread. */
  static final int STEPS = 500;

  private static final JsonTypes TYPES =
      JsonTypes.none()
          .with(
              "TrainingSummary",
              untrained(""),
              "history",
              "backend",
              "precision",
              "workers",
              "threads",
              "reason",
              "bestEpoch",
              "seconds",
              "times");

  /** Copies the lists. */
  public TrainingSummary {
    history = List.copyOf(history);
    times = List.copyOf(times);
    steps = List.copyOf(steps);
  }

  /** Returns the summary of a model that was not trained here. */
  static TrainingSummary untrained(String reason) {
    return new TrainingSummary(List.of(), "", "", 0, 0, reason, 0, 0, List.of(), "", List.of());
  }

  /**
   * Draws the loss and each metric over the epochs; {@link Drawing#write} makes a file of it.
   *
   * @throws IllegalStateException when there is no history
   */
  public Drawing curves() {
    return LearningCurves.of(this);
  }

  /** Returns a table with a line for each epoch. */
  @Override
  public String toString() {
    return SummaryTable.of(this);
  }

  /** Returns all of it as JSON, as it is saved with the model. */
  public String toJson() {
    return JsonCodec.of(TYPES).toJson(this);
  }

  static TrainingSummary fromJson(String json) {
    return JsonCodec.of(TYPES).fromJson(json, TrainingSummary.class);
  }

  /**
   * One epoch.
   *
   * @param epoch from 0
   * @param loss the mean training loss of its steps
   * @param metrics what was measured at its end; {@code validation_} stands before the names of
   *     what was measured on validation rows
   * @param learningRate the rate of its last step
   */
  public record EpochSummary(
      long epoch,
      double loss,
      List<MetricValue> metrics,
      double learningRate,
      double rowsPerSecond) {

    /** Copies the list. */
    public EpochSummary {
      metrics = List.copyOf(metrics);
    }

    /** Returns a metric by its name; empty when it was not measured or had no value. */
    public Optional<Double> metric(String name) {
      return metrics.stream()
          .filter(metric -> metric.name().equals(name))
          .findFirst()
          .flatMap(MetricValue::value);
    }
  }

  /**
   * One step.
   *
   * @param step from 0
   * @param epochs how many were done after it, as 2.5 in the middle of the third
   * @param loss the mean loss of its rows
   * @param gradientNorm the Euclidean norm of the gradient
   */
  public record StepSummary(
      long step, double epochs, double loss, double learningRate, double gradientNorm) {}

  /**
   * A metric.
   *
   * @param value empty where it had none, as an area under the curve over one class
   */
  public record MetricValue(String name, Optional<Double> value) {}
}
