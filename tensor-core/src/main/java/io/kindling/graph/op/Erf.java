package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/**
 * The error function {@code y = 2 / sqrt(pi) * integral of exp(-t^2) from 0 to x}.
 *
 * <p>It is summed as {@code 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (1 * 3 * ... *
 * (2n+1))}, whose terms have one sign, so that nothing cancels (M. Abramowitz and I. A. Stegun,
 * Handbook of Mathematical Functions, 1964, 7.1.6).
 */
public record Erf() implements Unary {
  private static final double FACTOR = 2 / Math.sqrt(Math.PI);

  /** From here on the result is 1 in double. */
  private static final double END = 6;

  @Override
  public double apply(double x) {
    if (Math.abs(x) >= END) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 0x1p-54 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return FACTOR * Math.exp(-x * x) * sum;
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      GraphBuilder g = scope.builder();
      Value x = scope.input(0);
      Value slope = g.mul(Rules.scalarLike(g, x, FACTOR), g.exp(g.neg(g.mul(x, x))));
      scope.set(0, g.mul(scope.outputGradient(), slope));
    }
  }
}
