package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.graph.op.GlobalAveragePool;
import java.util.List;

/**
 * The mean over all spatial axes.
 *
 * <p>Shapes: {@code [batch, channels, size...]} to {@code [batch, channels]}, as in Keras;
 * PyTorch's adaptive pooling keeps axes of size 1.
 */
public record GlobalAvgPool() implements Layer {
  /** Returns the layer. */
  public static GlobalAvgPool of() {
    return new GlobalAvgPool();
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    Value input = Inputs.floats(this, inputs);
    if (input.shape().rank() < 3) {
      throw Inputs.refuse(
          this,
          "input [batch, channels, size, ...]",
          input.shape().toString(),
          "Remove it, or put a Reshape before it.");
    }
    Value pooled = builder.apply(new GlobalAveragePool(), input);
    return builder.apply(new io.kindling.graph.op.Flatten(1), pooled);
  }
}
