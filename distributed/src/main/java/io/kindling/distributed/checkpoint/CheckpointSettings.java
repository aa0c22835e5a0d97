package io.kindling.distributed.checkpoint;

/**
 * Which checkpoints a fit writes and from which it begins.
 *
 * @param directory where they are written, on any file system that Hadoop knows; empty: nowhere
 * @param interval how often
 * @param keep how many of a fit are kept, the newest
 * @param resumeFrom a checkpoint, or a folder whose newest one is meant, to begin from; empty: the
 *     newest that the same fit has written to the directory, if there is one
 * @param resetOptimizer whether the optimizer of {@code resumeFrom} is left out
 */
public record CheckpointSettings(
    String directory, Interval interval, int keep, String resumeFrom, boolean resetOptimizer) {
  /** Checks the number. */
  public CheckpointSettings {
    if (keep < 1) {
      throw new IllegalArgumentException(
          "CheckpointSettings: expected 1 checkpoint or more to keep, got " + keep + ". Raise it.");
    }
  }

  /** Returns no checkpoints; where a directory is set, the three newest ends of epochs are kept. */
  public static CheckpointSettings none() {
    return new CheckpointSettings("", new Interval(1, Interval.Unit.EPOCHS), 3, "", false);
  }

  /** Returns this with another directory. */
  public CheckpointSettings directory(String path) {
    return new CheckpointSettings(path, interval, keep, resumeFrom, resetOptimizer);
  }

  /** Returns this with another interval. */
  public CheckpointSettings interval(Interval other) {
    return new CheckpointSettings(directory, other, keep, resumeFrom, resetOptimizer);
  }

  /** Returns this with another number of checkpoints that are kept. */
  public CheckpointSettings keep(int number) {
    return new CheckpointSettings(directory, interval, number, resumeFrom, resetOptimizer);
  }

  /** Returns this with a checkpoint to begin from. */
  public CheckpointSettings resumeFrom(String path) {
    return new CheckpointSettings(directory, interval, keep, path, resetOptimizer);
  }

  /** Returns this with or without the optimizer of the checkpoint to begin from. */
  public CheckpointSettings resetOptimizer(boolean reset) {
    return new CheckpointSettings(directory, interval, keep, resumeFrom, reset);
  }
}
