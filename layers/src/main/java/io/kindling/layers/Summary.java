package io.kindling.layers;

import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Draws the table of a network. */
final class Summary {
  private static final List<String> HEAD =
      List.of("Layer", "Type", "Inputs", "Output shape", "Parameters");

  private final List<List<String>> rows = new ArrayList<>(List.of(HEAD));

  private Summary() {}

  static String of(Network network) {
    Summary summary = new Summary();
    Graph graph =
        network instanceof LayerNetwork layers
            ? summary.layers(layers)
            : summary.nodes(network.graph());
    return "Network \"" + network.name() + "\"\n" + summary.table() + totals(graph);
  }

  /** Returns the head and a row for each input and layer. */
  static List<List<String>> rows(Network network) {
    Summary summary = new Summary();
    if (network instanceof LayerNetwork layers) {
      summary.layers(layers);
    } else {
      summary.nodes(network.graph());
    }
    return List.copyOf(summary.rows);
  }

  private Graph layers(LayerNetwork network) {
    LayerNetwork.Built built = network.build();
    List<Parameter> parameters = built.graph().parameters();
    for (Input input : network.inputs()) {
      row(input.name(), "Input", List.of(), input.type().shape().toString(), 0);
    }
    for (NetworkLayer layer : network.layers()) {
      Value value = built.value(layer.name());
      String prefix = layer.name() + ".";
      long count = size(parameters.stream().filter(p -> p.name().startsWith(prefix)).toList());
      row(layer.name(), layer.kind(), layer.inputs(), value.shape().toString(), count);
    }
    return built.graph();
  }

  private Graph nodes(Graph graph) {
    Map<Value, Parameter> unseen = new HashMap<>();
    graph.parameters().forEach(p -> unseen.put(p.value(), p));
    for (Value input : graph.inputs()) {
      row(input.name(), "Input", List.of(), input.shape().toString(), 0);
    }
    for (Node node : graph.nodes()) {
      List<String> from =
          node.inputs().stream()
              .filter(v -> graph.parameter(v.name()).isEmpty() && graph.constant(v).isEmpty())
              .map(Value::name)
              .toList();
      // A parameter counts where it is read first.
      List<Parameter> own =
          node.inputs().stream().map(unseen::remove).filter(Objects::nonNull).toList();
      row(node.name(), node.op().type(), from, node.output().shape().toString(), size(own));
    }
    return graph;
  }

  private void row(String name, String type, List<String> from, String shape, long parameters) {
    rows.add(List.of(name, type, String.join(", ", from), shape, number(parameters)));
  }

  private String table() {
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
    String rule = "-".repeat(lines.get(0).length()) + "\n";
    lines.add(1, rule);
    lines.add(rule);
    return String.join("", lines);
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      boolean last = i == widths.length - 1;
      String format = last ? "%" + widths[i] + "s\n" : "%-" + widths[i] + "s  ";
      line.append(String.format(Locale.ROOT, format, row.get(i)));
    }
    return line.toString();
  }

  private static String totals(Graph graph) {
    long all = size(graph.parameters());
    long trainable = size(graph.trainable());
    return "Parameters: "
        + number(all)
        + " ("
        + number(4 * all)
        + " bytes), of which "
        + number(trainable)
        + " are trained and "
        + number(all - trainable)
        + " are state\n";
  }

  private static long size(Collection<Parameter> parameters) {
    return parameters.stream().mapToLong(p -> p.value().shape().size()).sum();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
