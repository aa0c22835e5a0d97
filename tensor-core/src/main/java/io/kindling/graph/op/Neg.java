package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;

/** {@code y = -x}. */
public record Neg() implements Unary {
  @Override
  public double apply(double x) {
    return -x;
  }

  @Override
  public long apply(long x) {
    return -x;
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    if (scope.wants(0)) {
      scope.set(0, g.neg(scope.outputGradient()));
    }
  }
}
