package io.kindling.ml;

import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.graph.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Questions that several stages ask of a network or a schema. */
final class Networks {
  private Networks() {}

  /**
   * Returns the type of the only output of a network with one input.
   *
   * @throws IllegalArgumentException when it has more
   */
  static Type single(String who, Graph graph) {
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "%s: expected a network with one input and one output, got inputs %s and outputs %s."
                  .formatted(
                      who,
                      graph.inputs().stream().map(v -> v.name()).toList(),
                      graph.outputs().keySet())
              + " Use DeepEstimator.");
    }
    return graph.outputs().values().iterator().next().type();
  }

  /**
   * Returns the names of the parameters of some layers, or of parameters themselves.
   *
   * @throws IllegalArgumentException when a name is neither
   */
  static List<String> parameters(String who, Graph graph, String[] layers) {
    List<String> all = graph.trainable().stream().map(Parameter::name).toList();
    List<String> chosen = new ArrayList<>();
    for (String layer : layers) {
      List<String> found =
          all.stream().filter(n -> n.equals(layer) || n.startsWith(layer + ".")).toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "%s frozenLayers: expected layers with parameters among %s, got \"%s\". Correct it."
                .formatted(who, all, layer));
      }
      found.stream().filter(name -> !chosen.contains(name)).forEach(chosen::add);
    }
    return chosen;
  }

  /**
   * Returns a schema with further columns.
   *
   * @throws IllegalArgumentException when there is one of the name already
   */
  static StructType append(String who, StructType schema, List<StructField> added) {
    StructType extended = schema;
    for (StructField field : added) {
      if (Arrays.asList(extended.fieldNames()).contains(field.name())) {
        throw new IllegalArgumentException(
            "%s: expected no column \"%s\" yet, got %s. Drop it, or name the new column otherwise."
                .formatted(who, field.name(), Arrays.toString(extended.fieldNames())));
      }
      extended = extended.add(field);
    }
    return extended;
  }
}
