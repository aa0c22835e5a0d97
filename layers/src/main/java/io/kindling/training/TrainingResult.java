package io.kindling.training;

import java.util.List;

/**
 * What a training run came to, the same on every worker.
 *
 * @param outcome how it ended
 * @param message the outcome in words
 * @param parameters those that are kept; memory of their own
 * @param bestEpoch the epoch, from 0, that the kept parameters are from; -1 when no step was done,
 *     and when training diverged before it had found parameters worth keeping
 * @param steps the number of steps that were done
 * @param epochs the epochs that were finished by this call
 */
public record TrainingResult(
    Outcome outcome,
    String message,
    Parameters parameters,
    long bestEpoch,
    long steps,
    List<TrainingEvent.EpochFinished> epochs) {
  /** How a training run ended. */
  public enum Outcome {
    /** All epochs were trained, or the function's minimum was found. */
    COMPLETED,
    /** The monitored value had stopped getting better. */
    STOPPED_EARLY,
    /**
     * The loss or the gradient was not finite; the best parameters before are kept, if there are
     * any.
     */
    DIVERGED,
    /** The caller asked for the end; the parameters of the last step are kept. */
    CANCELLED
  }

  /** Copies the list. */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
