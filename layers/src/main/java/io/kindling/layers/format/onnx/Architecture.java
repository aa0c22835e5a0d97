package io.kindling.layers.format.onnx;

import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the standard has no place for: which inputs of a file without weights are parameters, and
 * which parameters are state. It stands in the file's metadata, a name a line.
 */
record Architecture(Set<String> parameters, Set<String> state) {
  private static final String PARAMETERS = "kindling.parameters";
  private static final String STATE = "kindling.state";

  Architecture {
    parameters = Set.copyOf(parameters);
    state = Set.copyOf(state);
  }

  static Architecture of(Map<String, String> metadata) {
    return new Architecture(
        lines(metadata.getOrDefault(PARAMETERS, "")), lines(metadata.getOrDefault(STATE, "")));
  }

  private static Set<String> lines(String text) {
    return Arrays.stream(text.split("\n"))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  boolean isParameter(String name) {
    return parameters.contains(name);
  }

  /** Returns the metadata of a graph's file. */
  static Map<String, String> metadata(Graph graph, boolean weights) {
    Map<String, String> metadata = new LinkedHashMap<>();
    String state =
        graph.parameters().stream()
            .filter(p -> p.role() == Parameter.Role.STATE)
            .map(Parameter::name)
            .collect(Collectors.joining("\n"));
    if (!state.isEmpty()) {
      metadata.put(STATE, state);
    }
    if (!weights) {
      metadata.put(
          PARAMETERS,
          graph.parameters().stream().map(Parameter::name).collect(Collectors.joining("\n")));
    }
    return metadata;
  }
}
