package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/** {@code y = max(x, 0)}. Shapes: any. */
public record Relu() implements Activation {
  /** Returns the layer. */
  public static Relu of() {
    return new Relu();
  }

  @Override
  public Value activate(GraphBuilder builder, Value input) {
    return builder.relu(input);
  }
}
