package io.kindling.graph.op;

import io.kindling.graph.Type;
import java.util.List;
import java.util.OptionalLong;

/**
 * The gradient of {@link NegativeLogLikelihoodLoss}: {@code (x, labels, lossGradient, weights?) ->
 * dx}, {@code -lossGradient * weights[label]} at the label and 0 elsewhere, divided by the sum of
 * the weights for a mean. Of x only the shape matters.
 */
public record NegativeLogLikelihoodLossGradient(LossReduction reduction, OptionalLong ignoreIndex)
    implements FirstDerivative {
  @Override
  public List<Type> infer(List<Type> inputs) {
    return List.of(ClassLoss.inferGradient(this, inputs, reduction));
  }
}
