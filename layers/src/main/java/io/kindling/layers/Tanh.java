package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/** The hyperbolic tangent. Shapes: any. */
public record Tanh() implements Activation {
  /** Returns the layer. */
  public static Tanh of() {
    return new Tanh();
  }

  @Override
  public Value activate(GraphBuilder builder, Value input) {
    return builder.tanh(input);
  }
}
