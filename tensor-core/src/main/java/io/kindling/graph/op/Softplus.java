package io.kindling.graph.op;

/** {@code y = ln(1 + e^x)}, without overflow for large x. */
public record Softplus() implements Activation {
  @Override
  public double apply(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public double derivative(double y) {
    return -Math.expm1(-y);
  }
}
