package io.kindling.layers.loss;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;

/**
 * The mean of absolute differences: {@code loss = mean |y - t|} over the elements of a row.
 *
 * <p>Shapes: output y and target t FLOAT32 {@code [batch, d...]}. Where y = t the gradient is 0, as
 * in PyTorch's {@code L1Loss}.
 */
public record MeanAbsoluteError() implements Loss {
  /** Returns the loss. */
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError();
  }

  @Override
  public Type target(Type output) {
    return Elements.target(this, output);
  }

  @Override
  public Value apply(GraphBuilder builder, Value output, Value target) {
    Value difference = builder.sub(output, target);
    return Elements.rowMean(builder, Elements.absolute(builder, difference));
  }
}
