package io.kindling.mkl;

import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes of a graph that an output depends on, and who uses their values.
 *
 * @param nodes in topological order
 * @param users the live nodes that read a value, once for each place where they read it
 * @param made the values that live nodes make
 * @param outputs the values that are outputs of the graph
 */
record LiveNodes(
    List<Node> nodes, Map<Value, List<Node>> users, Set<Value> made, Set<Value> outputs) {
  /** Copies the collections. */
  LiveNodes {
    nodes = List.copyOf(nodes);
    users = Map.copyOf(users);
    made = Set.copyOf(made);
    outputs = Set.copyOf(outputs);
  }

  /** Finds the live nodes of a graph. */
  static LiveNodes of(Graph graph) {
    Set<Value> outputs = new HashSet<>(graph.outputs().values());
    Set<Value> needed = new HashSet<>(outputs);
    List<Node> live = new ArrayList<>();
    Map<Value, List<Node>> users = new HashMap<>();
    Set<Value> made = new HashSet<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        live.add(node);
        made.addAll(node.outputs());
        needed.addAll(node.inputs());
        node.inputs().forEach(v -> users.computeIfAbsent(v, key -> new ArrayList<>()).add(node));
      }
    }
    Collections.reverse(live);
    return new LiveNodes(live, users, made, outputs);
  }

  /** Returns whether a live node makes a value. */
  boolean makes(Value value) {
    return made.contains(value);
  }

  /** Returns the live nodes that read a value. */
  List<Node> usersOf(Value value) {
    return users.getOrDefault(value, List.of());
  }

  /** Returns whether a value is read by a live node or is an output. */
  boolean isUsed(Value value) {
    return outputs.contains(value) || !usersOf(value).isEmpty();
  }

  /** Returns the only reader of a value that is no output. */
  Optional<Node> onlyUser(Value value) {
    List<Node> found = usersOf(value);
    return !outputs.contains(value) && found.size() == 1
        ? Optional.of(found.get(0))
        : Optional.empty();
  }
}
