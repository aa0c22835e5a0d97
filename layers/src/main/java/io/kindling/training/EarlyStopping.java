package io.kindling.training;

/**
 * Ends training when the monitored value has not got better for a while.
 *
 * @param patience how many values in a row without progress are borne, 0 or more; training ends
 *     with the next one
 * @param minDelta by how much a value must beat the best to be progress, 0 or more
 * @param restoreBest whether the result has the parameters of the best value, or the last ones
 */
public record EarlyStopping(int patience, double minDelta, boolean restoreBest) {
  /** Checks the numbers. */
  public EarlyStopping {
    if (patience < 0 || !(minDelta >= 0 && Double.isFinite(minDelta))) {
      throw new IllegalArgumentException(
          "EarlyStopping: expected a patience and a minimum delta of 0 or more, got "
              + patience
              + " and "
              + minDelta
              + ". Correct them.");
    }
  }

  /** Returns the rule that restores the best parameters and takes any progress. */
  public static EarlyStopping of(int patience) {
    return new EarlyStopping(patience, 0, true);
  }

  /** Returns this rule with another minimum delta. */
  public EarlyStopping minDelta(double delta) {
    return new EarlyStopping(patience, delta, restoreBest);
  }

  /** Returns this rule with the best parameters as the result, or the last ones. */
  public EarlyStopping restoreBest(boolean best) {
    return new EarlyStopping(patience, minDelta, best);
  }
}
