package io.kindling.distributed;

import io.kindling.distributed.checkpoint.CheckpointSettings;
import io.kindling.distributed.collective.CollectiveOptions;
import java.time.Duration;

/**
 * How a fit uses the cluster.
 *
 * @param workers how many workers train; {@link #AUTO} for one with all threads in local mode and
 *     for as many as there are task slots elsewhere
 * @param minWorkers how many workers there must be at least; {@link #AUTO} for all of them at the
 *     beginning and for one after workers were lost
 * @param workerWait how long the fit waits until there are slots for all workers; then it begins,
 *     or goes on, with fewer
 * @param timeout how long a worker waits for others that live before it gives up
 * @param silence how long a worker may give no sign of life before its executor is given up
 * @param launchMode how workers are started
 * @param bucketBytes the size of the pieces in which gradients are summed
 * @param checkpoints written and begun from
 */
public record FitSettings(
    int workers,
    int minWorkers,
    Duration workerWait,
    Duration timeout,
    Duration silence,
    LaunchMode launchMode,
    int bucketBytes,
    CheckpointSettings checkpoints) {
  /** The number of workers that leaves the choice to us. */
  public static final int AUTO = 0;

  /** Below this a short pause would count as a loss. */
  private static final long LEAST_SILENCE_MILLIS = 3_000;

  /** Checks the numbers. */
  public FitSettings {
    if (workers < 0) {
      throw new IllegalArgumentException(
          "FitSettings: expected 1 worker or more, or 0 for the default, got " + workers + ".");
    }
    if (minWorkers < 0 || (workers != AUTO && minWorkers > workers)) {
      throw new IllegalArgumentException(
          "FitSettings: expected between 0 and "
              + workers
              + " workers at least, as there are to be "
              + workers
              + ", got "
              + minWorkers
              + ". Lower minWorkers, or raise workers.");
    }
    // The size of buckets has one rule, which stands with them.
    var unused = CollectiveOptions.within(Duration.ofSeconds(1)).bucketBytes(bucketBytes);
    if (silence.toMillis() < LEAST_SILENCE_MILLIS) {
      throw new IllegalArgumentException(
          "FitSettings: expected a worker timeout of "
              + LEAST_SILENCE_MILLIS / 1000
              + " s or more, since workers give a sign every second, got "
              + silence
              + ". Raise it.");
    }
    if (workerWait.isNegative() || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "FitSettings: expected a wait of 0 or more and a timeout above 0, got "
              + workerWait
              + " and "
              + timeout
              + ".");
    }
  }

  /**
   * Returns the defaults: workers as the cluster has, five minutes for slots, as a cluster may have
   * to start machines, two for waits, and 20 seconds without a sign of life.
   */
  public static FitSettings defaults() {
    Duration timeout = Duration.ofMinutes(2);
    return new FitSettings(
        AUTO,
        AUTO,
        Duration.ofMinutes(5),
        timeout,
        Duration.ofSeconds(20),
        LaunchMode.AUTO,
        CollectiveOptions.within(timeout).bucketBytes(),
        CheckpointSettings.none());
  }

  /** Returns these settings with another number of workers. */
  public FitSettings workers(int number) {
    return new FitSettings(
        number, minWorkers, workerWait, timeout, silence, launchMode, bucketBytes, checkpoints);
  }

  /** Returns these settings with another least number of workers. */
  public FitSettings minWorkers(int number) {
    return new FitSettings(
        workers, number, workerWait, timeout, silence, launchMode, bucketBytes, checkpoints);
  }

  /** Returns these settings with another wait for slots. */
  public FitSettings workerWait(Duration wait) {
    return new FitSettings(
        workers, minWorkers, wait, timeout, silence, launchMode, bucketBytes, checkpoints);
  }

  /** Returns these settings with another limit of waits for workers. */
  public FitSettings timeout(Duration limit) {
    return new FitSettings(
        workers, minWorkers, workerWait, limit, silence, launchMode, bucketBytes, checkpoints);
  }

  /** Returns these settings with another limit of silence. */
  public FitSettings silence(Duration limit) {
    return new FitSettings(
        workers, minWorkers, workerWait, timeout, limit, launchMode, bucketBytes, checkpoints);
  }

  /** Returns these settings with another launch mode. */
  public FitSettings launchMode(LaunchMode mode) {
    return new FitSettings(
        workers, minWorkers, workerWait, timeout, silence, mode, bucketBytes, checkpoints);
  }

  /** Returns these settings with another bucket size. */
  public FitSettings bucketBytes(int bytes) {
    return new FitSettings(
        workers, minWorkers, workerWait, timeout, silence, launchMode, bytes, checkpoints);
  }

  /** Returns these settings with other checkpoints. */
  public FitSettings checkpoints(CheckpointSettings other) {
    return new FitSettings(
        workers, minWorkers, workerWait, timeout, silence, launchMode, bucketBytes, other);
  }
}
