package io.kindling.layers;

import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network of layers, each reading inputs and layers before it. Written to JSON as {@code
 * Network}.
 *
 * @param layers in an order where each stands after those that it reads
 */
public record LayerNetwork(
    String name, List<Input> inputs, List<NetworkLayer> layers, List<NetworkOutput> outputs)
    implements Network {
  /**
   * Copies the lists and checks that all fits together.
   *
   * @throws IllegalArgumentException when names are unknown or taken, or a layer refuses its inputs
   */
  public LayerNetwork {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    outputs = List.copyOf(outputs);
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw refuse(
          name,
          "an input and an output",
          inputs.size() + " inputs and " + outputs.size() + " outputs",
          "Add what is missing.");
    }
    Set<String> taken = new HashSet<>();
    inputs.forEach(input -> take(name, taken, input.name()));
    for (NetworkLayer layer : layers) {
      layer.inputs().forEach(from -> require(name, taken, from, layer.name()));
      take(name, taken, layer.name());
    }
    Set<String> given = new HashSet<>();
    inputs.forEach(input -> given.add(input.name()));
    for (NetworkOutput output : outputs) {
      require(name, taken, output.from(), output.name());
      take(name, given, output.name());
    }
    build(name, inputs, layers, outputs);
  }

  private static void take(String name, Set<String> taken, String wanted) {
    if (!taken.add(wanted)) {
      throw refuse(name, "unique names", "a second \"" + wanted + "\"", "Rename one.");
    }
  }

  private static void require(String name, Set<String> known, String from, String reader) {
    if (!known.contains(from)) {
      throw refuse(
          name,
          "\"" + reader + "\" to read one of " + known.stream().sorted().toList(),
          "\"" + from + "\"",
          "Add that before it, or correct the name.");
    }
  }

  private static IllegalArgumentException refuse(
      String name, String rule, String got, String advice) {
    return Inputs.refuse("Network \"" + name + "\"", rule, got, advice);
  }

  @Override
  public Graph graph() {
    return build(name, inputs, layers, outputs).graph();
  }

  /** Returns the graph and the value that each input and layer gives. */
  Built build() {
    return build(name, inputs, layers, outputs);
  }

  /** A graph and what each input and layer of the network is in it. */
  record Built(Graph graph, Map<String, Value> values) {
    /** Returns what an input or layer gives. */
    Value value(String of) {
      return LayerNetwork.value(values, of);
    }
  }

  private static Built build(
      String name, List<Input> inputs, List<NetworkLayer> layers, List<NetworkOutput> outputs) {
    GraphBuilder builder = GraphBuilder.named(name);
    Map<String, Value> values = new LinkedHashMap<>();
    inputs.forEach(input -> values.put(input.name(), builder.input(input.name(), input.type())));
    for (NetworkLayer layer : layers) {
      values.put(layer.name(), add(builder, layer, values));
    }
    for (NetworkOutput output : outputs) {
      builder.output(output.name(), value(values, output.from()));
    }
    return new Built(builder.build(), values);
  }

  @SuppressWarnings("try") // The scope is open while the layer adds its nodes.
  private static Value add(GraphBuilder builder, NetworkLayer layer, Map<String, Value> values) {
    List<Value> read = layer.inputs().stream().map(from -> value(values, from)).toList();
    try (GraphBuilder.Scope scope = builder.scope(layer.name())) {
      return layer.layer().apply(builder, read);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String rest =
          message.startsWith(layer.kind() + ": ")
              ? message.substring(layer.kind().length() + 1)
              : " " + message;
      throw new IllegalArgumentException(layer.kind() + " \"" + layer.name() + "\":" + rest, e);
    }
  }

  private static Value value(Map<String, Value> values, String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "Network: expected names that were checked, got \"" + name + "\". Report this.");
    }
    return value;
  }
}
