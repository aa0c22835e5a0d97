package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The input repeated along axes of size 1 until it has the shape that it broadcasts to.
 *
 * @param shape the other side of the broadcast
 */
public record Expand(Shape shape) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type input = Rules.inputs(this, inputs, 1).get(0);
    return List.of(input.withShape(Shape.broadcast(input.shape(), shape)));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      scope.set(0, Rules.sumTo(scope.builder(), scope.outputGradient(), scope.input(0).shape()));
    }
  }
}
