package io.kindling.backend;

import io.kindling.tensor.Tensor;

/**
 * Sums float32 vectors over the workers of a session.
 *
 * <p>All workers call the same methods in the same order with vectors of the same size, or the
 * session fails. What was started is awaited in the order in which it was. Sums are taken in rank
 * order, so all ranks hold the same bits. One thread at a time.
 */
public interface Collective {
  /** Returns the number of workers. */
  int workers();

  /** Returns this worker's place, from 0. */
  int rank();

  /** Begins to replace {@code values} by the sum over all workers; not touched until awaited. */
  void start(Tensor values);

  /**
   * Begins the same, with values that may be rounded before they travel; all ranks hold the same
   * bits also then. Between workers of one process nothing travels, and nothing is rounded.
   */
  default void start(Tensor values, Wire wire) {
    start(values);
  }

  /**
   * Waits until {@code values} holds the sum.
   *
   * @throws RuntimeException when a worker is lost or the limit has passed, naming worker and step
   */
  void await(Tensor values);

  /** Replaces {@code values} by the sum over all workers. */
  default void sum(Tensor values) {
    start(values);
    await(values);
  }

  /** Begins to replace {@code values} by the sums over all workers, taken in rank order. */
  void start(double[] values);

  /**
   * Waits until {@code values} holds the sums.
   *
   * @throws RuntimeException when a worker is lost or the limit has passed, naming worker and step
   */
  void await(double[] values);

  /** Replaces {@code values} by the sums over all workers, taken in rank order. */
  default void sum(double[] values) {
    start(values);
    await(values);
  }

  /** Returns the messages of all workers, by rank; they may be of different lengths. */
  default byte[][] gather(byte[] own) {
    return GatheredBySums.gather(this, own);
  }

  /**
   * Gives up what was started and not awaited: when this returns nobody touches those vectors any
   * more, so that they may be freed. The session ends for all workers if there was anything.
   *
   * @param cause why, for the other workers
   */
  void abandon(Throwable cause);

  /** Returns how many bytes of values this worker has sent to others so far. */
  default long sentBytes() {
    return 0;
  }

  /** Returns the collective of a single worker, which leaves vectors as they are. */
  static Collective alone() {
    return Alone.INSTANCE;
  }
}
