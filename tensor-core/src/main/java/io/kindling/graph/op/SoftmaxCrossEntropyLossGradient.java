package io.kindling.graph.op;

import io.kindling.graph.Type;
import java.util.List;
import java.util.OptionalLong;

/**
 * The gradient of {@link SoftmaxCrossEntropyLoss}: {@code (scores, labels, lossGradient, weights?)
 * -> dscores}, {@code dscores[c] = lossGradient * weights[label] * (softmax(scores)[c] - (c ==
 * label))}, divided by the sum of the weights for a mean.
 */
public record SoftmaxCrossEntropyLossGradient(LossReduction reduction, OptionalLong ignoreIndex)
    implements FirstDerivative {
  @Override
  public List<Type> infer(List<Type> inputs) {
    return List.of(ClassLoss.inferGradient(this, inputs, reduction));
  }
}
