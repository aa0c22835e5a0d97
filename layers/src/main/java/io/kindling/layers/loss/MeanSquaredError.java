package io.kindling.layers.loss;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;

/**
 * The mean of squared differences: {@code loss = mean (y - t)^2} over the elements of a row.
 *
 * <p>Shapes: output y and target t FLOAT32 {@code [batch, d...]}. As in PyTorch and Keras, without
 * a factor of one half.
 */
public record MeanSquaredError() implements Loss {
  /** Returns the loss. */
  public static MeanSquaredError of() {
    return new MeanSquaredError();
  }

  @Override
  public Type target(Type output) {
    return Elements.target(this, output);
  }

  @Override
  public Value apply(GraphBuilder builder, Value output, Value target) {
    Value difference = builder.sub(output, target);
    return Elements.rowMean(builder, builder.mul(difference, difference));
  }
}
