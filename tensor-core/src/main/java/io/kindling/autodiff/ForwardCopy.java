package io.kindling.autodiff;

import io.kindling.graph.Constant;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Node;
import io.kindling.graph.Parameter;
import io.kindling.graph.TrainingScope;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Copies a network into a training graph, every operator in the form that it has in training. */
final class ForwardCopy {
  private final Graph forward;
  private final Map<Value, Value> copied = new HashMap<>();
  private final Map<String, Value> assignments = new LinkedHashMap<>();
  private final Value rowKeys;

  private ForwardCopy(Graph forward, Value rowKeys) {
    this.forward = forward;
    this.rowKeys = rowKeys;
  }

  /** Copies inputs, parameters and constants. */
  static ForwardCopy of(Graph forward, GraphBuilder builder) {
    Map<Value, Value> sources = new HashMap<>();
    forward.inputs().forEach(v -> sources.put(v, builder.input(v.name(), v.type())));
    Value keys = builder.input(TrainingGraph.ROW_KEYS, new Type(DataType.INT64, Shape.batched()));
    for (Parameter parameter : forward.parameters()) {
      sources.put(parameter.value(), builder.parameter(parameter));
    }
    for (Constant constant : forward.constants()) {
      sources.put(constant.value(), builder.constant(constant.value().name(), constant.tensor()));
    }
    ForwardCopy copy = new ForwardCopy(forward, keys);
    copy.copied.putAll(sources);
    return copy;
  }

  /** Copies the nodes. */
  void copyNodes(GraphBuilder builder) {
    long salt = 0;
    for (Node node : forward.nodes()) {
      Scope scope = new Scope(builder, node.name(), ++salt);
      List<Value> operands = node.inputs().stream().map(this::of).toList();
      List<Value> results = node.op().train(scope, operands);
      for (int i = 0; i < node.outputs().size(); i++) {
        copied.put(node.outputs().get(i), results.get(i));
      }
    }
  }

  /** Returns what a value of the network is in the training graph. */
  Value of(Value value) {
    return Objects.requireNonNull(copied.get(value), value::toString);
  }

  /** Returns the next value of each state parameter that the network updates. */
  Map<String, Value> assignments() {
    return assignments;
  }

  private final class Scope implements TrainingScope {
    private final GraphBuilder builder;
    private final String nodeName;
    private final long salt;

    Scope(GraphBuilder builder, String nodeName, long salt) {
      this.builder = builder;
      this.nodeName = nodeName;
      this.salt = salt;
    }

    @Override
    public GraphBuilder builder() {
      return builder;
    }

    @Override
    public String nodeName() {
      return nodeName;
    }

    @Override
    public Value rowKeys() {
      return rowKeys;
    }

    @Override
    public long salt() {
      return salt;
    }

    @Override
    public void assign(Value stateParameter, Value newValue) {
      assignments.put(stateParameter.name(), newValue);
    }
  }
}
