package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;

/**
 * The greatest or least element over axes; NaN where one is among them. Over no elements at all it
 * is the infinity, or the end of the integers, that every element wins against.
 *
 * <p>The gradient is shared equally among the elements that are the result, as PyTorch's {@code
 * amax} and {@code amin} and TensorFlow's {@code reduce_max} do.
 */
public interface ReducedExtremum extends Reduction {
  /** Returns the operator that folds two elements into one. */
  BinaryExtremum fold();

  @Override
  default void gradient(GradientScope scope) {
    if (!scope.wants(0)) {
      return;
    }
    GraphBuilder g = scope.builder();
    Value x = scope.input(0);
    Shape kept = kept(x.shape());
    Value result = g.apply(Reshape.to(kept), scope.output(0));
    Value outputGradient = g.apply(Reshape.to(kept), scope.outputGradient());
    Value taken = g.apply(new Cast(x.dataType()), g.apply(new Equal(), x, result));
    Value count = g.apply(new ReduceSum(axes(), true), taken);
    scope.set(0, g.mul(taken, g.div(outputGradient, count)));
  }
}
