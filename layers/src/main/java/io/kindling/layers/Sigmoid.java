package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/** {@code y = 1 / (1 + e^-x)}. Shapes: any. */
public record Sigmoid() implements Activation {
  /** Returns the layer. */
  public static Sigmoid of() {
    return new Sigmoid();
  }

  @Override
  public Value activate(GraphBuilder builder, Value input) {
    return builder.sigmoid(input);
  }
}
