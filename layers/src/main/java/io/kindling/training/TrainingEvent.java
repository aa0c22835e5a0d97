package io.kindling.training;

import java.util.List;
import java.util.Map;

/** What happens during training, as it is reported, stored as history and drawn. */
public sealed interface TrainingEvent {
  /**
   * The first step of an attempt follows.
   *
   * @param rows of an epoch, of all workers
   * @param steps that are done already
   */
  record Started(long epochs, long stepsPerEpoch, long rows, long workers, long steps)
      implements TrainingEvent {}

  /**
   * A step is done; told as often as {@link EventSink#steps} wants it.
   *
   * @param step from 0
   * @param loss the mean loss of the global batch
   * @param metrics value by name, over the rows of this epoch so far
   * @param rate the learning rate that was used
   * @param norm the Euclidean norm of the gradient before it was clipped
   * @param rows of all workers in the steps since the last that was told
   * @param seconds since the last that was told
   */
  record StepFinished(
      long epoch,
      long step,
      double loss,
      Map<String, Double> metrics,
      double rate,
      double norm,
      long rows,
      double seconds)
      implements TrainingEvent {}

  /**
   * How parameters and gradients are spread after a step.
   *
   * @param step from 0
   */
  record Distributed(long epoch, long step, List<Distribution> values) implements TrainingEvent {
    /** Copies the list. */
    public Distributed {
      values = List.copyOf(values);
    }
  }

  /**
   * Validation rows were scored.
   *
   * @param metrics value by name, {@code loss} among them
   */
  record Validated(long epoch, long step, Map<String, Double> metrics) implements TrainingEvent {}

  /**
   * An epoch is done.
   *
   * @param epoch from 0
   * @param loss the mean training loss of the epoch's steps
   * @param metrics value by name; {@code validation_} before the names of validation metrics
   * @param rowsPerSecond rows of all workers over the epoch's time
   * @param secondsLeft the time that the epochs to come would take at this rate
   */
  record EpochFinished(
      long epoch,
      long epochs,
      double loss,
      Map<String, Double> metrics,
      double rate,
      double rowsPerSecond,
      double secondsLeft)
      implements TrainingEvent {}

  /**
   * What the workers spent the time of an epoch's steps on; comes before {@link EpochFinished}.
   *
   * @param epoch from 0
   * @param workers by rank
   */
  record Timed(long epoch, List<WorkerTimes> workers) implements TrainingEvent {
    /** Copies the list. */
    public Timed {
      workers = List.copyOf(workers);
    }
  }

  /**
   * Training goes on after workers were lost, or where an earlier run ended.
   *
   * @param attempt the number of the attempt, from 1
   * @param steps the number of steps that are done already
   * @param message why, and from whose state
   */
  record Resumed(long attempt, long steps, String message) implements TrainingEvent {}

  /**
   * The others wait for a worker that is slow; training goes on when it comes.
   *
   * @param worker its rank
   * @param position where it is
   * @param seconds how long they have waited
   */
  record Straggling(int worker, String host, String position, double seconds)
      implements TrainingEvent {
    /** Returns this in words. */
    public String message() {
      return "the others have waited "
          + Math.round(seconds)
          + " s for worker "
          + worker
          + " on "
          + host
          + " in "
          + position;
    }
  }

  /**
   * A checkpoint was written, or could not be.
   *
   * @param steps that were done
   * @param problem why there is none; empty when there is one
   */
  record Saved(long steps, String path, String problem) implements TrainingEvent {}

  /**
   * Training is over.
   *
   * @param reason why: all epochs, early stopping
   * @param bestEpoch the epoch whose parameters are kept, from 0
   */
  record Finished(String reason, long bestEpoch) implements TrainingEvent {}
}
