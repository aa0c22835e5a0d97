package io.kindling.autodiff;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Expand;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse-mode differentiation: walks the nodes backwards and lets each operator add the nodes of
 * its gradient; contributions to one value are added up.
 */
public final class Gradients {
  private final GraphBuilder builder;
  private final Set<Value> needed;
  private final Map<Value, Value> gradients = new HashMap<>();

  private Gradients(GraphBuilder builder, Set<Value> needed) {
    this.builder = builder;
    this.needed = needed;
  }

  /**
   * Adds the gradients of a scalar with respect to some values.
   *
   * @return the gradient of each of {@code sources}, zeros where the scalar does not depend on it
   * @throws IllegalArgumentException when the scalar has axes
   */
  public static Map<Value, Value> of(GraphBuilder builder, Value scalar, List<Value> sources) {
    if (scalar.shape().rank() != 0) {
      throw new IllegalArgumentException(
          "Gradients: expected a value without axes, got " + scalar + ". Sum it first.");
    }
    List<Node> nodes = builder.nodes();
    Gradients pass = new Gradients(builder, dependents(nodes, sources));
    pass.gradients.put(scalar, builder.constant(Tensor.full(scalar.dataType(), Shape.scalar(), 1)));
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().anyMatch(pass.gradients::containsKey)
          && node.inputs().stream().anyMatch(pass.needed::contains)) {
        node.op().gradient(pass.new Scope(node));
      }
    }
    Map<Value, Value> found = new LinkedHashMap<>();
    sources.forEach(source -> found.put(source, pass.gradient(source)));
    return found;
  }

  private static Set<Value> dependents(List<Node> nodes, List<Value> sources) {
    Set<Value> dependents = new HashSet<>(sources);
    for (Node node : nodes) {
      if (node.inputs().stream().anyMatch(dependents::contains)) {
        node.outputs().stream().filter(v -> v.dataType().isFloating()).forEach(dependents::add);
      }
    }
    return dependents;
  }

  private Value gradient(Value value) {
    return gradients.computeIfAbsent(value, this::zeros);
  }

  private Value zeros(Value like) {
    Value zero = builder.constant(Tensor.full(like.dataType(), Shape.scalar(), 0));
    return like.shape().rank() == 0 ? zero : builder.apply(new Expand(like.shape()), zero);
  }

  private final class Scope implements GradientScope {
    private final Node node;
    private final List<Integer> done = new ArrayList<>();

    Scope(Node node) {
      this.node = node;
    }

    @Override
    public GraphBuilder builder() {
      return builder;
    }

    @Override
    public Node node() {
      return node;
    }

    @Override
    public Value outputGradient(int index) {
      return gradient(node.outputs().get(index));
    }

    @Override
    public boolean wants(int input) {
      return needed.contains(node.inputs().get(input));
    }

    @Override
    public void set(int input, Value contribution) {
      Value target = node.inputs().get(input);
      if (!contribution.type().equals(target.type()) || done.contains(input)) {
        throw new IllegalStateException(
            node.op().type()
                + " \""
                + node.name()
                + "\": expected one gradient of "
                + target
                + " with its type, got "
                + contribution
                + ". Mend the operator's gradient rule.");
      }
      done.add(input);
      if (wants(input)) {
        gradients.merge(target, contribution, builder::add);
      }
    }
  }
}
