package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The input as a matrix: {@code [d0 * ... * d(axis-1), d(axis) * ... * dn]}.
 *
 * @param axis the first axis of the second dimension, 0 to rank, or negative from the end
 */
public record Flatten(int axis) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    Shape shape = x.shape();
    int split = axis == shape.rank() ? axis : shape.rank() == 0 && axis == 0 ? 0 : shape.axis(axis);
    return List.of(x.withShape(Shape.of(shape.size(0, split), shape.size(split, shape.rank()))));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      scope.set(
          0, scope.builder().apply(Reshape.to(scope.input(0).shape()), scope.outputGradient()));
    }
  }
}
