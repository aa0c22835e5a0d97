package io.kindling.ml;

import io.kindling.autodiff.TrainingGraph;
import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.loss.Loss;
import io.kindling.ml.column.ColumnSpec;
import io.kindling.ml.column.Columns;
import java.util.ArrayList;
import java.util.List;

/** Finds the columns that the losses compare a network's outputs with. */
final class Targets {
  private Targets() {}

  /**
   * Returns how each target of the training graph is filled.
   *
   * @param names the columns, one for each output
   * @param role the param that names them
   * @throws IllegalArgumentException when losses, outputs and columns do not fit together
   */
  static List<ColumnSpec> of(
      Columns columns, Graph graph, List<Loss> losses, List<String> names, String role) {
    List<Value> outputs = List.copyOf(graph.outputs().values());
    requireOneEach(columns.who(), graph, "losses", losses.size());
    requireOneEach(columns.who(), graph, role, names.size());
    List<ColumnSpec> targets = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Type output = outputs.get(i).type();
      Type target = losses.get(i).target(output);
      String field = TrainingGraph.target(i);
      targets.add(columns.target(names.get(i), role, field, target, classes(output, target)));
    }
    return targets;
  }

  /** A whole target beside scores with one axis more is the place of the right score on axis 1. */
  private static long classes(Type output, Type target) {
    boolean places =
        target.dataType().isInteger() && output.shape().rank() == target.shape().rank() + 1;
    return places ? output.shape().dim(1) : 0;
  }

  private static void requireOneEach(String who, Graph graph, String param, int given) {
    if (given != graph.outputs().size()) {
      throw new IllegalArgumentException(
          "%s %s: expected one for each of the outputs %s, got %d. Set as many."
              .formatted(who, param, graph.outputs().keySet(), given));
    }
  }
}
