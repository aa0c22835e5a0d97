package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import java.util.List;

/** All elements of a row in one axis: {@code [batch, d...]} to {@code [batch, product of d]}. */
public record Flatten() implements Layer {
  /** Returns the layer. */
  public static Flatten of() {
    return new Flatten();
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    return builder.apply(new io.kindling.graph.op.Flatten(1), Inputs.floats(this, inputs));
  }
}
