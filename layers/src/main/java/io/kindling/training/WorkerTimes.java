package io.kindling.training;

/**
 * Where the time of a worker's steps went.
 *
 * @param worker its rank, from 0
 * @param steps how many there were
 * @param dataSeconds it waited for rows
 * @param computeSeconds it computed gradients; what was sent meanwhile is in here
 * @param communicationSeconds it did nothing but wait for the sums of all workers
 * @param updateSeconds it changed parameters
 * @param sentBytes the bytes of values that it sent to other workers
 */
public record WorkerTimes(
    int worker,
    long steps,
    double dataSeconds,
    double computeSeconds,
    double communicationSeconds,
    double updateSeconds,
    long sentBytes) {
  /** Returns the times of both. */
  public WorkerTimes plus(WorkerTimes other) {
    return new WorkerTimes(
        worker,
        steps + other.steps,
        dataSeconds + other.dataSeconds,
        computeSeconds + other.computeSeconds,
        communicationSeconds + other.communicationSeconds,
        updateSeconds + other.updateSeconds,
        sentBytes + other.sentBytes);
  }
}
