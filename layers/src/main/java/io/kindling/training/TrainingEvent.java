package io.kindling.training;

import java.util.List;
import java.util.Map;

/** What happens during training, as it is reported, stored as history and drawn. */
public sealed interface TrainingEvent {
  /**
   * A step is done.
   *
   * @param loss the mean loss of the global batch
   * @param rate the learning rate that was used
   */
  record StepFinished(long epoch, long step, double loss, double rate, long rows, double seconds)
      implements TrainingEvent {}

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
