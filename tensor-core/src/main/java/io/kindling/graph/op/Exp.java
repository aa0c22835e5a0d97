package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;

/** {@code y = e^x}. */
public record Exp() implements Unary {
  @Override
  public double apply(double x) {
    return Math.exp(x);
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    if (scope.wants(0)) {
      scope.set(0, g.mul(scope.outputGradient(), scope.output(0)));
    }
  }
}
