package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code loss = -weights[label] * x[label]} for log-probabilities x.
 *
 * <p>Inputs: x {@code [batch, classes, d...]}, labels INT32 or INT64 {@code [batch, d...]}, class
 * weights {@code [classes]} (optional). Output: {@code [batch, d...]} without reduction, {@code []}
 * with one.
 *
 * @param ignoreIndex the label of elements that have no loss
 */
public record NegativeLogLikelihoodLoss(LossReduction reduction, OptionalLong ignoreIndex)
    implements Op {
  /** Returns the operator with no label that is ignored. */
  public static NegativeLogLikelihoodLoss of(LossReduction reduction) {
    return new NegativeLogLikelihoodLoss(reduction, OptionalLong.empty());
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    return List.of(ClassLoss.infer(this, inputs, reduction));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.node().inputs().size() == 3 && scope.wants(2)) {
      throw ClassLoss.fixedWeights(this);
    }
    if (scope.wants(0)) {
      List<Value> operands =
          new ArrayList<>(List.of(scope.input(0), scope.input(1), scope.outputGradient()));
      operands.addAll(scope.node().inputs().subList(2, scope.node().inputs().size()));
      NegativeLogLikelihoodLossGradient op =
          new NegativeLogLikelihoodLossGradient(reduction, ignoreIndex);
      scope.set(0, scope.builder().applyAll(op, operands).get(0));
    }
  }
}
