package io.kindling.graph.op;

import io.kindling.graph.Op;
import io.kindling.graph.Type;
import java.util.List;

/** An operator on one tensor, element by element. */
public interface Unary extends Op {
  /** Returns the result for one element. */
  double apply(double x);

  /** Returns the result for one integer. */
  default long apply(long x) {
    return (long) apply((double) x);
  }

  @Override
  default List<Type> infer(List<Type> inputs) {
    return List.of(Rules.inputs(this, inputs, 1).get(0));
  }
}
