package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import java.util.List;

/**
 * An operator that compares two tensors, element by element, broadcasting, and gives BOOL; false
 * where either element is NaN. No gradient flows through it.
 */
public interface Comparison extends Binary {
  /** Returns the result for a first element that is less (-1), equal (0) or greater (1). */
  boolean holds(int order);

  @Override
  default double apply(double a, double b) {
    boolean result = a < b ? holds(-1) : a > b ? holds(1) : a == b && holds(0);
    return result ? 1 : 0;
  }

  @Override
  default long apply(long a, long b) {
    return holds(Long.compare(a, b)) ? 1 : 0;
  }

  @Override
  default long applyUnsigned(long a, long b) {
    return holds(Long.compareUnsigned(a, b)) ? 1 : 0;
  }

  @Override
  default List<Type> infer(List<Type> inputs) {
    return List.of(Binary.super.infer(inputs).get(0).withDataType(DataType.BOOL));
  }

  @Override
  default void gradient(GradientScope scope) {
    // The result is the same on both sides of almost every point.
  }
}
