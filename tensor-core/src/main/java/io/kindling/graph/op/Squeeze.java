package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The input without axes of size 1.
 *
 * @param axes the axes that are dropped, from 0 or from -1 backwards; empty drops all of size 1
 */
public record Squeeze(List<Long> axes) implements Op {
  /** Copies the list. */
  public Squeeze {
    axes = List.copyOf(axes);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    Shape shape = x.shape();
    List<Integer> dropped = axes.stream().map(shape::axis).toList();
    for (int axis : dropped) {
      if (shape.dim(axis) != 1) {
        throw new IllegalArgumentException(
            "Squeeze: expected axes of size 1, got axis "
                + axis
                + " of "
                + shape
                + ". Choose another axis.");
      }
    }
    long[] left =
        IntStream.range(0, shape.rank())
            .filter(i -> axes.isEmpty() ? shape.dim(i) != 1 : !dropped.contains(i))
            .mapToLong(shape::dim)
            .toArray();
    return List.of(x.withShape(Shape.of(left)));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      Reshape back = Reshape.to(scope.input(0).shape());
      scope.set(0, scope.builder().apply(back, scope.outputGradient()));
    }
  }
}
