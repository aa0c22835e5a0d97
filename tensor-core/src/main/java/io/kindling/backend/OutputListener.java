package io.kindling.backend;

/** Hears of a plan's outputs while a run goes on. */
@FunctionalInterface
public interface OutputListener {
  /**
   * An output holds its result, and the run touches its memory no more. Every output is told once a
   * run, on one thread at a time, and all of them before the run has ended; in which order is the
   * plan's choice. What this throws ends the run.
   */
  void settled(String output);

  /** Returns a listener that does not listen. */
  static OutputListener none() {
    return Deaf.INSTANCE;
  }

  /** Does not listen. */
  enum Deaf implements OutputListener {
    INSTANCE;

    @Override
    public void settled(String output) {
      // Nobody asked.
    }
  }
}
