package io.kindling.training;

import io.kindling.autodiff.RowLoss;
import io.kindling.autodiff.TrainingGraph;
import io.kindling.graph.Constant;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Node;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network as it is in inference, with the loss of every row. */
final class EvaluationGraph {
  private EvaluationGraph() {}

  /**
   * Returns the graph: inputs are the network's and {@link TrainingGraph#target targets}, outputs
   * the network's and {@link TrainingGraph#ROW_LOSSES}.
   */
  static Graph of(Graph network, List<? extends RowLoss> losses) {
    GraphBuilder builder = GraphBuilder.named(network.name());
    Map<Value, Value> copied = new HashMap<>();
    network.inputs().forEach(v -> copied.put(v, builder.input(v.name(), v.type())));
    for (Parameter parameter : network.parameters()) {
      copied.put(parameter.value(), builder.parameter(parameter));
    }
    for (Constant constant : network.constants()) {
      copied.put(constant.value(), builder.constant(constant.value().name(), constant.tensor()));
    }
    List<Value> outputs = List.copyOf(network.outputs().values());
    List<Value> targets = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      targets.add(
          builder.input(TrainingGraph.target(i), losses.get(i).target(outputs.get(i).type())));
    }
    for (Node node : network.nodes()) {
      List<Value> operands = node.inputs().stream().map(v -> copy(copied, v)).toList();
      List<Value> results = builder.applyAll(node.name(), node.op(), operands);
      for (int i = 0; i < results.size(); i++) {
        copied.put(node.outputs().get(i), results.get(i));
      }
    }
    network.outputs().forEach((name, value) -> builder.output(name, copy(copied, value)));
    Value sum = losses.get(0).apply(builder, copy(copied, outputs.get(0)), targets.get(0));
    for (int i = 1; i < outputs.size(); i++) {
      Value loss = losses.get(i).apply(builder, copy(copied, outputs.get(i)), targets.get(i));
      sum = builder.add(sum, loss);
    }
    builder.output(TrainingGraph.ROW_LOSSES, sum);
    return builder.build();
  }

  private static Value copy(Map<Value, Value> copied, Value value) {
    Value copy = copied.get(value);
    if (copy == null) {
      throw new IllegalArgumentException(
          "EvaluationGraph: expected a network whose nodes stand in order, got "
              + value
              + " before the node that gives it. Build it with a GraphBuilder.");
    }
    return copy;
  }
}
