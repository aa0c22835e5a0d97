package io.kindling.graph.op;

/** {@code y = a or b} of BOOL tensors, element by element, broadcasting. */
public record Or() implements Logical {
  @Override
  public boolean holds(boolean a, boolean b) {
    return a || b;
  }
}
