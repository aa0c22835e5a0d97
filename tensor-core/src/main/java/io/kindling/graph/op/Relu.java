package io.kindling.graph.op;

/** {@code y = max(x, 0)}; the derivative at 0 is 0, as in PyTorch and Keras. */
public record Relu() implements Activation {
  @Override
  public double apply(double x) {
    return x > 0 || Double.isNaN(x) ? x : 0;
  }

  @Override
  public long apply(long x) {
    return Math.max(x, 0);
  }

  @Override
  public double derivative(double y) {
    return y > 0 ? 1 : 0;
  }
}
