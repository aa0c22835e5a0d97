package io.kindling.layers.example;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.loss.Loss;

/** The loss whose best prediction is a quantile: too low costs q a unit, too high 1 - q. */
public record QuantileLoss(double q) implements Loss {
  @Override
  public Type target(Type output) {
    return output;
  }

  @Override
  public Value apply(GraphBuilder graph, Value output, Value target) {
    Value tooLow = graph.relu(graph.sub(target, output));
    Value tooHigh = graph.relu(graph.sub(output, target));
    Value losses = graph.add(graph.mul(tooLow, q), graph.mul(tooHigh, 1 - q));
    return graph.reduceMean(losses, false, 1);
  }
}
