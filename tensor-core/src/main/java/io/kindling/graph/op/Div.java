package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/** {@code y = a / b}, element by element, broadcasting; integers are truncated towards zero. */
public record Div() implements Binary {
  @Override
  public double apply(double a, double b) {
    return a / b;
  }

  @Override
  public long apply(long a, long b) {
    return a / divisor(b);
  }

  @Override
  public long applyUnsigned(long a, long b) {
    return Long.divideUnsigned(a, divisor(b));
  }

  private static long divisor(long b) {
    if (b == 0) {
      throw new IllegalArgumentException(
          "Div: expected integer divisors other than 0, got 0. Cast to a floating-point type.");
    }
    return b;
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    Value dy = scope.outputGradient();
    if (scope.wants(0)) {
      scope.set(0, Rules.sumTo(g, g.div(dy, scope.input(1)), scope.input(0).shape()));
    }
    if (scope.wants(1)) {
      scope.set(
          1,
          Rules.sumTo(
              g, g.neg(g.div(g.mul(dy, scope.output(0)), scope.input(1))), scope.input(1).shape()));
    }
  }
}
