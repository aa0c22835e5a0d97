package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;

/** {@code y = ln x}; NaN below 0. */
public record Log() implements Unary {
  @Override
  public double apply(double x) {
    return Math.log(x);
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    if (scope.wants(0)) {
      scope.set(0, g.div(scope.outputGradient(), scope.input(0)));
    }
  }
}
