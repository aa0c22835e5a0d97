package io.kindling.graph.op;

import io.kindling.graph.GradientScope;

/** {@code y} = -1, 0 or 1, the sign of x; its derivative is 0. */
public record Sign() implements Unary {
  @Override
  public double apply(double x) {
    return Math.signum(x);
  }

  @Override
  public long apply(long x) {
    return Long.signum(x);
  }

  @Override
  public void gradient(GradientScope scope) {
    // Constant on both sides of 0.
  }
}
