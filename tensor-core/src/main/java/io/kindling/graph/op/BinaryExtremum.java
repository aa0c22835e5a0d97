package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/**
 * An operator that takes one of two elements; NaN where either is.
 *
 * <p>The gradient goes to the element that was taken, half of it to each where they are equal, as
 * PyTorch's {@code maximum} and {@code minimum} do (TensorFlow gives all of it to the first).
 */
public interface BinaryExtremum extends Binary {
  /** Returns whether the greater element is taken, and not the less. */
  boolean isGreatest();

  @Override
  default void gradient(GradientScope scope) {
    flow(scope, 0, isGreatest() ? new Greater() : new Less());
    flow(scope, 1, isGreatest() ? new Less() : new Greater());
  }

  private void flow(GradientScope scope, int input, Comparison wins) {
    if (!scope.wants(input)) {
      return;
    }
    GraphBuilder g = scope.builder();
    Value a = scope.input(0);
    Value b = scope.input(1);
    Cast number = new Cast(a.dataType());
    Value taken = g.apply(number, g.apply(wins, a, b));
    Value equal = g.apply(number, g.apply(new Equal(), a, b));
    Value share = g.add(taken, g.mul(equal, Rules.scalarLike(g, a, 0.5)));
    Value gradient = g.mul(scope.outputGradient(), share);
    scope.set(input, Rules.sumTo(g, gradient, scope.input(input).shape()));
  }
}
