package io.kindling.layers.loss;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;

/**
 * The negative log-likelihood of yes-or-no targets from raw scores (logits): {@code loss = mean (t
 * softplus(-x) + (1 - t) softplus(x))} over the elements of a row, where softplus(x) = ln(1 + e^x).
 *
 * <p>Shapes: output x and target t FLOAT32 {@code [batch, d...]}; t is 0, 1 or a probability.
 * Written so, nothing cancels: the relative error stays small for scores of any size. As PyTorch's
 * {@code BCEWithLogitsLoss}; Keras takes probabilities unless {@code from_logits} is set.
 */
public record BinaryCrossEntropy() implements Loss {
  /** Returns the loss. */
  public static BinaryCrossEntropy of() {
    return new BinaryCrossEntropy();
  }

  @Override
  public Type target(Type output) {
    return Elements.target(this, output);
  }

  @Override
  public Value apply(GraphBuilder builder, Value output, Value target) {
    Value yes = builder.mul(target, builder.softplus(builder.neg(output)));
    Value no = builder.mul(builder.sub(builder.scalar(1), target), builder.softplus(output));
    return Elements.rowMean(builder, builder.add(yes, no));
  }
}
