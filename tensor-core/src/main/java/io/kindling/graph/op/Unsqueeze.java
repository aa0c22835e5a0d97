package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The input with new axes of size 1.
 *
 * @param axes where they stand in the result, from 0 or from -1 backwards
 */
public record Unsqueeze(List<Long> axes) implements Op {
  /** Copies the list. */
  public Unsqueeze {
    axes = List.copyOf(axes);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    int rank = x.shape().rank() + axes.size();
    List<Long> places = axes.stream().map(a -> a < 0 ? a + rank : a).sorted().toList();
    boolean inside = places.stream().allMatch(a -> a >= 0 && a < rank);
    if (!inside || places.stream().distinct().count() < places.size()) {
      throw new IllegalArgumentException(
          "Unsqueeze: expected different axes of a result of rank "
              + rank
              + ", got "
              + axes
              + ". Give each new axis once.");
    }
    Shape shape = x.shape();
    for (long place : places) {
      shape = shape.insert((int) place, 1);
    }
    return List.of(x.withShape(shape));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      Reshape back = Reshape.to(scope.input(0).shape());
      scope.set(0, scope.builder().apply(back, scope.outputGradient()));
    }
  }
}
