package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;

/** {@code y = |x|}; the derivative at 0 is 0, as in PyTorch and TensorFlow. */
public record Abs() implements Unary {
  @Override
  public double apply(double x) {
    return Math.abs(x);
  }

  @Override
  public long apply(long x) {
    return Math.abs(x);
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    if (scope.wants(0)) {
      scope.set(0, g.mul(scope.outputGradient(), g.apply(new Sign(), scope.input(0))));
    }
  }
}
