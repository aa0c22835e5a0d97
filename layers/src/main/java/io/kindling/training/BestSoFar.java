package io.kindling.training;

import io.kindling.layers.schedule.History;
import java.util.Optional;

/**
 * What follows from the monitored values alone: which was the best, and whether to go on. All
 * workers see the same values, so they decide alike.
 *
 * @param index the place of the best value in the history, -1 when there is none
 * @param waited how many values came since
 */
record BestSoFar(int index, int waited) {
  /** Returns the best of the values; those that are not numbers are never progress. */
  static BestSoFar of(History history, double minDelta) {
    int best = -1;
    double sign = history.higherIsBetter() ? -1 : 1;
    double bound = Double.POSITIVE_INFINITY;
    for (int i = 0; i < history.size(); i++) {
      double value = sign * history.value(i);
      if (value < bound) {
        best = i;
        bound = value - minDelta;
      }
    }
    return new BestSoFar(best, history.size() - 1 - best);
  }

  /** Returns whether the newest value is the best. */
  boolean isNewest() {
    return index >= 0 && waited == 0;
  }

  /** Returns whether patience is over. */
  boolean stops(Optional<EarlyStopping> rule) {
    return rule.isPresent() && waited > rule.get().patience();
  }
}
