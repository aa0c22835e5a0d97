package io.kindling.graph.op;

/** {@code y = a xor b} of BOOL tensors, element by element, broadcasting. */
public record Xor() implements Logical {
  @Override
  public boolean holds(boolean a, boolean b) {
    return a != b;
  }
}
