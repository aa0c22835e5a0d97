package io.kindling.graph.op;

/**
 * {@code y = max(a, b)}, element by element, broadcasting. The standard's takes any number of
 * inputs; here that is a chain.
 */
public record Max() implements BinaryExtremum {
  @Override
  public boolean isGreatest() {
    return true;
  }

  @Override
  public double apply(double a, double b) {
    return Math.max(a, b);
  }

  @Override
  public long apply(long a, long b) {
    return Math.max(a, b);
  }

  @Override
  public long applyUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }
}
