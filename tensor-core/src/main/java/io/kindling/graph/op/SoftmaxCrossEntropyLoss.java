package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The negative logarithm of the probability that softmax gives to the labeled class: {@code loss =
 * -weights[label] * logSoftmax(scores)[label]}.
 *
 * <p>Inputs: scores {@code [batch, classes, d...]}, labels INT32 or INT64 {@code [batch, d...]},
 * class weights {@code [classes]} (optional). Outputs: the loss, {@code [batch, d...]} without
 * reduction and {@code []} with one, and the log-probabilities, shaped like scores, where asked.
 *
 * @param ignoreIndex the label of elements that have no loss
 * @param withLogProbabilities whether there is the second output
 */
public record SoftmaxCrossEntropyLoss(
    LossReduction reduction, OptionalLong ignoreIndex, boolean withLogProbabilities) implements Op {
  /** Returns the operator with one output and no label that is ignored. */
  public static SoftmaxCrossEntropyLoss of(LossReduction reduction) {
    return new SoftmaxCrossEntropyLoss(reduction, OptionalLong.empty(), false);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type loss = ClassLoss.infer(this, inputs, reduction);
    return withLogProbabilities ? List.of(loss, inputs.get(0)) : List.of(loss);
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    if (scope.node().inputs().size() == 3 && scope.wants(2)) {
      throw ClassLoss.fixedWeights(this);
    }
    if (!scope.wants(0)) {
      return;
    }
    List<Value> operands =
        new ArrayList<>(List.of(scope.input(0), scope.input(1), scope.outputGradient()));
    operands.addAll(scope.node().inputs().subList(2, scope.node().inputs().size()));
    SoftmaxCrossEntropyLossGradient op =
        new SoftmaxCrossEntropyLossGradient(reduction, ignoreIndex);
    Value gradient = g.applyAll(op, operands).get(0);
    if (withLogProbabilities) {
      LogSoftmaxGradient other = new LogSoftmaxGradient(1);
      gradient = g.add(gradient, g.apply(other, scope.output(1), scope.outputGradient(1)));
    }
    scope.set(0, gradient);
  }
}
