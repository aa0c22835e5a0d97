package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Type;
import java.util.List;

/** An operator on two BOOL tensors, element by element, broadcasting. */
public interface Logical extends Binary {
  /** Returns the result for two truth values. */
  boolean holds(boolean a, boolean b);

  @Override
  default double apply(double a, double b) {
    return holds(a != 0, b != 0) ? 1 : 0;
  }

  @Override
  default long apply(long a, long b) {
    return holds(a != 0, b != 0) ? 1 : 0;
  }

  @Override
  default List<Type> infer(List<Type> inputs) {
    Type result = Binary.super.infer(inputs).get(0);
    Rules.logical(this, result);
    return List.of(result);
  }

  @Override
  default void gradient(GradientScope scope) {
    // Truth values have none.
  }
}
