package io.kindling.layers.example;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.layers.Layer;
import io.kindling.layers.initializer.Constant;
import io.kindling.tensor.Shape;
import java.util.List;

/** A nonlinearity with a trained slope: {@code y = x * sigmoid(slope * x)}. */
public record Swish(double firstSlope) implements Layer {
  @Override
  public Value apply(GraphBuilder graph, List<Value> inputs) {
    Value x = inputs.get(0);
    Value slope = graph.parameter("slope", Shape.of(1), Constant.of(firstSlope));
    return graph.mul(x, graph.sigmoid(graph.mul(x, slope)));
  }
}
