package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import java.util.List;

/**
 * The same numbers in another element type.
 *
 * <p>Floating-point numbers are rounded to the nearest, ties to even; to integers they are
 * truncated towards zero, and beyond the type's range give its nearest end (the standard leaves
 * that open; NumPy and PyTorch wrap on most machines), NaN gives 0. Integers keep their lower bits.
 * To BOOL all but 0 is true.
 *
 * @param to the element type of the result
 */
public record Cast(DataType to) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    return List.of(Rules.inputs(this, inputs, 1).get(0).withDataType(to));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0) && to.isFloating()) {
      scope.set(
          0, scope.builder().apply(new Cast(scope.input(0).dataType()), scope.outputGradient()));
    }
  }
}
