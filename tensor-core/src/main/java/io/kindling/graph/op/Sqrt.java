package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;

/** {@code y = x^(1/2)}; NaN below 0. */
public record Sqrt() implements Unary {
  @Override
  public double apply(double x) {
    return Math.sqrt(x);
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    if (scope.wants(0)) {
      scope.set(
          0,
          g.div(
              g.mul(scope.outputGradient(), Rules.scalarLike(g, scope.output(0), 0.5)),
              scope.output(0)));
    }
  }
}
