package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * Two or more inputs one after another along an axis; their shapes differ there at most.
 *
 * @param axis the axis, from 1 or from -1 backwards; 1, the channels, by default (Keras: the last)
 */
public record Concat(int axis) implements Layer {
  /** Returns a layer that puts channels, or features, one after another. */
  public static Concat of() {
    return new Concat(1);
  }

  /** Returns this layer along another axis. */
  public Concat axis(int other) {
    return new Concat(other);
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    Inputs.several(this, inputs);
    int along = Inputs.rowAxis(this, inputs.get(0), axis);
    Shape first = inputs.get(0).shape().with(along, 0);
    for (Value next : inputs) {
      if (next.shape().rank() != first.rank() || !next.shape().with(along, 0).equals(first)) {
        throw Inputs.refuse(
            this,
            "shapes that differ along axis " + along + " only",
            inputs.get(0).shape() + " and " + next.shape(),
            "Put a Reshape before one.");
      }
    }
    return builder.applyAll(new io.kindling.graph.op.Concat(along), inputs).get(0);
  }
}
