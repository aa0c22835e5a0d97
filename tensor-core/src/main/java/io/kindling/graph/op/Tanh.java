package io.kindling.graph.op;

/** {@code y = tanh x}. */
public record Tanh() implements Activation {
  @Override
  public double apply(double x) {
    return Math.tanh(x);
  }

  @Override
  public double derivative(double y) {
    return 1 - y * y;
  }
}
