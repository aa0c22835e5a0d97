package io.kindling.ml.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Gives every fit a name of its own, also when the fit that had it is no longer shown: files of
 * TensorBoard may lie under it still. Of an application that goes on for months the names of the
 * longest unused fits are forgotten.
 */
final class RunNames {
  /** What was given, and how often it was asked for again; the longest unused first. */
  private final Map<String, Integer> given = new LinkedHashMap<>(16, 0.75f, true);

  private final int most;

  /**
   * Makes an empty list.
   *
   * @param most how many names are known
   */
  RunNames(int most) {
    this.most = most;
  }

  /**
   * Returns the name that is asked for, with a number where it was given before.
   *
   * @param shown names that are never given
   */
  String give(String wanted, Set<String> shown) {
    String name = wanted;
    while (given.containsKey(name) || shown.contains(name)) {
      name = wanted + "-" + (1 + given.merge(wanted, 1, Integer::sum));
    }
    given.putIfAbsent(name, 0);
    while (given.size() > most) {
      given.remove(given.keySet().iterator().next());
    }
    return name;
  }

  int known() {
    return given.size();
  }
}
