package io.kindling.graph.op;

/** {@code y = 1 / (1 + e^-x)}. */
public record Sigmoid() implements Activation {
  @Override
  public double apply(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public double derivative(double y) {
    return y * (1 - y);
  }
}
