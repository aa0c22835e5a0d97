package io.kindling.training;

/**
 * Hands out the batches of one worker in order, prepared while the one before is computed.
 *
 * <p>A batch that was returned stays valid until the next call of {@link #next}.
 */
public interface Feed extends AutoCloseable {
  /** Returns the number of rows that all workers have together. */
  long rows();

  /** Returns the number of steps of an epoch, the last of which may be short. */
  long stepsPerEpoch();

  /** Goes to the beginning of a step, in training or to resume. */
  void seek(long epoch, long step);

  /**
   * Returns this worker's rows of the next step, passing from epoch to epoch.
   *
   * @throws IllegalStateException when the rows cannot be prepared, with the cause
   */
  Batch next();

  @Override
  void close();
}
