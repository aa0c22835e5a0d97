package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import java.util.List;

/** A layer without parameters that gives a result of the same shape as its one input. */
public interface Activation extends Layer {
  /** Adds the function of a value. */
  Value activate(GraphBuilder builder, Value input);

  @Override
  default Value apply(GraphBuilder builder, List<Value> inputs) {
    return activate(builder, Inputs.floats(this, inputs));
  }
}
