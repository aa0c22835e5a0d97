package io.kindling.training;

/** How the loop gets on: by one step of all workers together, or by some of each alone. */
interface Stride extends AutoCloseable {
  /** How a stride ended. */
  enum End {
    /** The steps are done, and all workers hold the same state. */
    DONE,
    /** A number was not finite; the state is that before. */
    DIVERGED,
    /** Somebody asked for the end; the state is that before. */
    CANCELLED
  }

  /**
   * Gets on.
   *
   * @param most the most steps, 1 or more
   */
  End go(long perEpoch, long most);

  /** Returns what was not finite. */
  String failure();

  /** Gives up what is under way between workers, so that memory may be freed. */
  void abandon(Throwable cause);

  @Override
  void close();
}
