package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/** {@code y = ln(1 + e^x)}. Shapes: any. */
public record Softplus() implements Activation {
  /** Returns the layer. */
  public static Softplus of() {
    return new Softplus();
  }

  @Override
  public Value activate(GraphBuilder builder, Value input) {
    return builder.softplus(input);
  }
}
