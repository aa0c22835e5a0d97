package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import java.util.List;

/** A layer on its way into a network, with the name that it shall have there. */
record NamedLayer(String name, Layer layer) implements Layer {
  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    return layer.apply(builder, inputs);
  }

  @Override
  public Layer named(String other) {
    return layer.named(other);
  }
}
