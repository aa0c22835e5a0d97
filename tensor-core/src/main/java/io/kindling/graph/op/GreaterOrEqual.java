package io.kindling.graph.op;

/** {@code y = a >= b}, element by element, broadcasting. */
public record GreaterOrEqual() implements Comparison {
  @Override
  public boolean holds(int order) {
    return order >= 0;
  }
}
