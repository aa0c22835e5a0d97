package io.kindling.graph.op;

/** {@code y = a and b} of BOOL tensors, element by element, broadcasting. */
public record And() implements Logical {
  @Override
  public boolean holds(boolean a, boolean b) {
    return a && b;
  }
}
