package io.kindling.autodiff;

import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Activation;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.MaxPoolGradient;
import io.kindling.graph.op.Relu;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the gradient of an activation after max pooling instead of before it.
 *
 * <p>With {@code y = f(x)} and {@code p = maxPool(y)} the gradient reaches only elements of y that
 * a window chose, and there y is p. So {@code f'(y) * unpool(dp)} is {@code unpool(f'(p) * dp)} for
 * every activation, ties and overlapping windows included: the same numbers from fewer elements,
 * and y itself is not needed after the forward pass.
 *
 * <p>Relu after batch normalization is left alone: backends take that gradient inside the
 * normalization's.
 */
final class PooledActivations {
  private final Graph graph;
  private final Map<Value, Node> makers = new HashMap<>();
  private final Map<Value, Integer> uses = new HashMap<>();

  /** The nodes that take the place of others. */
  private final Map<Node, Node> replacements = new HashMap<>();

  private PooledActivations(Graph graph) {
    this.graph = graph;
    for (Node node : graph.nodes()) {
      node.outputs().forEach(value -> makers.put(value, node));
      node.inputs().forEach(value -> uses.merge(value, 1, Integer::sum));
    }
    graph.outputs().values().forEach(value -> uses.merge(value, 1, Integer::sum));
  }

  /** Returns a graph with the same outputs. */
  static Graph rewrite(Graph graph) {
    PooledActivations pass = new PooledActivations(graph);
    Set<String> names =
        graph.nodes().stream()
            .flatMap(node -> node.outputs().stream())
            .map(Value::name)
            .collect(Collectors.toSet());
    graph.nodes().forEach(node -> pass.look(node, names));
    List<Node> nodes = new ArrayList<>();
    graph.nodes().forEach(node -> nodes.add(pass.replacements.getOrDefault(node, node)));
    return new Graph(
        graph.name(),
        graph.inputs(),
        graph.outputs(),
        nodes,
        graph.parameters(),
        graph.constants());
  }

  private void look(Node gradient, Set<String> names) {
    if (!(gradient.op() instanceof ActivationGradient)) {
      return;
    }
    Value activated = gradient.inputs().get(0);
    Value received = gradient.inputs().get(1);
    Node unpool = makers.get(received);
    if (unpool == null
        || !(unpool.op() instanceof MaxPoolGradient)
        || uses.getOrDefault(received, 0) != 1) {
      return;
    }
    Node pool = makers.get(unpool.inputs().get(0));
    if (pool == null
        || !(pool.op() instanceof MaxPool)
        || !pool.inputs().get(0).equals(activated)
        || followsNormalization(activated)) {
      return;
    }
    Value outer = unpool.inputs().get(1);
    String name = received.name() + ".activation";
    if (!names.add(name)) {
      return;
    }
    Value inner = new Value(name, outer.type());
    // The pair keeps its two places in the order of the nodes.
    replacements.put(
        unpool,
        new Node(gradient.name(), gradient.op(), List.of(pool.output(), outer), List.of(inner)));
    replacements.put(
        gradient,
        new Node(
            unpool.name(),
            unpool.op(),
            List.of(unpool.inputs().get(0), inner),
            gradient.outputs()));
  }

  private boolean followsNormalization(Value activated) {
    Node activation = makers.get(activated);
    if (activation == null || !(activation.op() instanceof Activation)) {
      return true;
    }
    Node maker = makers.get(activation.inputs().get(0));
    return activation.op() instanceof Relu
        && maker != null
        && maker.op() instanceof BatchNormalization;
  }
}
