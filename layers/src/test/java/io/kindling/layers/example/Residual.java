package io.kindling.layers.example;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.GraphBuilder.Scope;
import io.kindling.graph.Value;
import io.kindling.layers.Conv2d;
import io.kindling.layers.Layer;
import io.kindling.layers.Padding;
import java.util.List;

/** A block of layers: {@code y = x + convolution(relu(x))}. */
public record Residual(long channels) implements Layer {
  @Override
  @SuppressWarnings("try") // The scope names the parameters inside.
  public Value apply(GraphBuilder graph, List<Value> inputs) {
    Value x = inputs.get(0);
    try (Scope scope = graph.scope("convolution")) {
      Layer convolution = Conv2d.of(channels, 3).padding(Padding.SAME);
      return graph.add(x, convolution.apply(graph, List.of(graph.relu(x))));
    }
  }
}
