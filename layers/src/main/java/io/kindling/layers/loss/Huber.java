package io.kindling.layers.loss;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;

/**
 * Squared near zero, absolute beyond: with {@code a = |y - t|} an element's loss is {@code a^2 / 2}
 * up to delta and {@code delta (a - delta / 2)} beyond; a row's is their mean.
 *
 * <p>Shapes: output y and target t FLOAT32 {@code [batch, d...]}.
 *
 * <p>Source: P. J. Huber, 1964. The same as PyTorch's {@code HuberLoss} and Keras' {@code Huber}.
 *
 * @param delta where the two parts meet, above 0
 */
public record Huber(double delta) implements Loss {
  /** Checks delta. */
  public Huber {
    if (!(delta > 0) || Double.isInfinite(delta)) {
      throw new IllegalArgumentException(
          "Huber: expected a positive delta, got " + delta + ". Use 1 for the usual one.");
    }
  }

  /** Returns the loss with a delta of 1. */
  public static Huber of() {
    return new Huber(1);
  }

  /** Returns this loss with another delta. */
  public Huber delta(double other) {
    return new Huber(other);
  }

  @Override
  public Type target(Type output) {
    return Elements.target(this, output);
  }

  @Override
  public Value apply(GraphBuilder builder, Value output, Value target) {
    Value absolute = Elements.absolute(builder, builder.sub(output, target));
    Value beyond = builder.relu(builder.sub(absolute, builder.scalar(delta)));
    Value within = builder.sub(absolute, beyond);
    Value squared = builder.mul(builder.mul(within, within), 0.5);
    return Elements.rowMean(builder, builder.add(squared, builder.mul(beyond, delta)));
  }
}
