package io.kindling.layers.loss;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.tensor.DataType;

/**
 * The negative log-likelihood of class labels from raw scores (logits): {@code loss = ln(sum_k
 * e^x_k) - x_label}, where a row has several labels their mean.
 *
 * <p>Shapes: output x FLOAT32 {@code [batch, classes, d...]}, target INT64 {@code [batch, d...]},
 * labels from 0 to classes - 1. As PyTorch's {@code CrossEntropyLoss}; Keras has the classes on the
 * last axis and takes probabilities unless {@code from_logits} is set.
 */
public record SoftmaxCrossEntropy() implements Loss {
  /** Returns the loss. */
  public static SoftmaxCrossEntropy of() {
    return new SoftmaxCrossEntropy();
  }

  @Override
  public Type target(Type output) {
    if (output.dataType() != DataType.FLOAT32
        || output.shape().rank() < 2
        || output.shape().dim(0) != -1) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: expected output FLOAT32 [batch, classes, ...], got "
              + output
              + ". End the network with a Dense of as many units as there are classes.");
    }
    return new Type(DataType.INT64, output.shape().drop(1));
  }

  @Override
  public Value apply(GraphBuilder builder, Value output, Value target) {
    SoftmaxCrossEntropyLoss op = SoftmaxCrossEntropyLoss.of(LossReduction.NONE);
    return Elements.rowMean(builder, builder.apply(op, output, target));
  }
}
