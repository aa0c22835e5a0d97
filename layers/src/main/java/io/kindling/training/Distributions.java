package io.kindling.training;

import io.kindling.graph.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How trained parameters and their gradients are spread. */
final class Distributions {
  private Distributions() {}

  /**
   * Returns those of the parameters after a step, and of the mean gradient that was taken for it.
   *
   * @param factor makes the mean of the gradient; 0 where it is not there any more
   * @param updated names of the parameters that have a gradient
   */
  static List<Distribution> of(
      Parameters parameters, Parameters gradient, double factor, Set<String> updated) {
    List<Distribution> all = new ArrayList<>();
    for (ParameterLayout.Range range : parameters.layout().ranges()) {
      if (range.role() == Parameter.Role.TRAINABLE && updated.contains(range.name())) {
        String name = range.name();
        all.add(Distribution.of("parameters/" + name, parameters.tensor(name), 1));
        if (factor != 0) {
          all.add(Distribution.of("gradients/" + name, gradient.tensor(name), factor));
        }
      }
    }
    return all;
  }
}
