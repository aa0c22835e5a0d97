package io.kindling.training;

/**
 * When workers agree on parameters, and what they send each other for it.
 *
 * @param mode after every step, or after some
 * @param localSteps how many steps workers make by themselves; 0 where time decides, and in {@link
 *     Mode#STEP}
 * @param localSeconds about how long they go on by themselves; 0 where steps decide, and in {@link
 *     Mode#STEP}
 * @param compression of gradients
 * @param parts in how many parts, one after another, a worker computes its rows of a step; more
 *     take less memory and give the same sums
 */
public record Synchronization(
    Mode mode, long localSteps, double localSeconds, Compression compression, int parts) {
  /** When workers agree. */
  public enum Mode {
    /** Gradients are summed in every step. */
    STEP,
    /**
     * Each worker makes steps on its own rows alone; then parameters, and what optimizers remember,
     * are averaged by the weight of the rows that each has seen. Source: Philipp Moritz et al.,
     * "SparkNet: training deep networks in Spark", ICLR 2016, section 2.
     */
    LOCAL
  }

  /** Checks that the numbers fit together. */
  public Synchronization {
    boolean counts = localSteps > 0;
    boolean times = localSeconds > 0 && Double.isFinite(localSeconds);
    if (localSteps < 0 || localSeconds < 0 || !Double.isFinite(localSeconds) || parts < 1) {
      throw new IllegalArgumentException(
          "Synchronization: expected localSteps and localSeconds of 0 or more and 1 part or more,"
              + " got %s, %s and %s. Correct them.".formatted(localSteps, localSeconds, parts));
    }
    if (mode == Mode.STEP && (counts || times)) {
      throw new IllegalArgumentException(
          "Synchronization: expected no localSteps and no localSeconds in syncMode step, got %s and"
                  .formatted(localSteps)
              + " %s. Set syncMode to local, or both to 0.".formatted(localSeconds));
    }
    if (mode == Mode.LOCAL && counts == times) {
      throw new IllegalArgumentException(
          "Synchronization: expected either localSteps or localSeconds in syncMode local, got %s"
                  .formatted(localSteps)
              + " and %s. Set one of them.".formatted(localSeconds));
    }
    if (mode == Mode.LOCAL && compression != Compression.NONE) {
      throw new IllegalArgumentException(
          "Synchronization: expected no gradientCompression in syncMode local, where no gradients"
              + " are sent, got %s. Set it to none.".formatted(compression.text()));
    }
  }

  /** Returns sums in every step, as they are, of rows computed at once. */
  public static Synchronization everyStep() {
    return new Synchronization(Mode.STEP, 0, 0, Compression.NONE, 1);
  }

  /** Returns averages after a number of steps. */
  public static Synchronization localSteps(long steps) {
    return new Synchronization(Mode.LOCAL, steps, 0, Compression.NONE, 1);
  }

  /** Returns averages after about a time. */
  public static Synchronization localSeconds(double seconds) {
    return new Synchronization(Mode.LOCAL, 0, seconds, Compression.NONE, 1);
  }

  /** Returns this with gradients that travel in another way. */
  public Synchronization compression(Compression other) {
    return new Synchronization(mode, localSteps, localSeconds, other, parts);
  }

  /** Returns this with rows computed in another number of parts. */
  public Synchronization parts(int number) {
    return new Synchronization(mode, localSteps, localSeconds, compression, number);
  }
}
