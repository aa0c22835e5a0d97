package io.kindling.graph.op;

import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/** An operator on two tensors, element by element, with NumPy broadcasting. */
public interface Binary extends Op {
  /** Returns the result for floating-point elements. */
  double apply(double a, double b);

  /** Returns the result for integer elements. */
  long apply(long a, long b);

  /** Returns the result for unsigned 64-bit integers. */
  default long applyUnsigned(long a, long b) {
    return apply(a, b);
  }

  @Override
  default List<Type> infer(List<Type> inputs) {
    Type a = Rules.inputs(this, inputs, 2).get(0);
    Type b = inputs.get(1);
    Rules.sameDataType(this, a, b);
    return List.of(a.withShape(Shape.broadcast(a.shape(), b.shape())));
  }
}
