package io.kindling.layers;

import io.kindling.autodiff.TrainingGraph;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for the names of inputs, layers and outputs. */
final class Names {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,200}");
  private static final Pattern TARGET = Pattern.compile("target_[0-9]+");
  private static final Set<String> RESERVED =
      Set.of(
          TrainingGraph.ROW_WEIGHTS,
          TrainingGraph.ROW_KEYS,
          TrainingGraph.LOSS_SUM,
          TrainingGraph.WEIGHT_SUM);

  private Names() {}

  /** Requires a name that is legal and that training does not use itself. */
  static void check(String what, String name) {
    if (!ALLOWED.matcher(name).matches()) {
      throw Inputs.refuse(
          what, "a name of 1 to 200 letters, digits, _ and -", "\"" + name + "\"", "Rename it.");
    }
    if (RESERVED.contains(name) || TARGET.matcher(name).matches()) {
      throw Inputs.refuse(
          what, "a name that training does not use itself", "\"" + name + "\"", "Rename it.");
    }
  }
}
