package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * {@code (condition, a, b) -> y}: the element of a where the BOOL condition holds and that of b
 * elsewhere, all three broadcasting.
 *
 * <p>What is not taken has the gradient 0. As in PyTorch, that is multiplied with the slopes of
 * what it was computed from, so a slope that is infinite there gives NaN.
 */
public record Where() implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type condition = Rules.inputs(this, inputs, 3).get(0);
    Type a = inputs.get(1);
    Type b = inputs.get(2);
    Rules.logical(this, condition);
    Rules.sameDataType(this, a, b);
    Shape both = Shape.broadcast(a.shape(), b.shape());
    return List.of(a.withShape(Shape.broadcast(condition.shape(), both)));
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    Value condition = scope.input(0);
    Value dy = scope.outputGradient();
    Value zero = Rules.scalarLike(g, dy, 0);
    if (scope.wants(1)) {
      Value taken = g.apply(this, condition, dy, zero);
      scope.set(1, Rules.sumTo(g, taken, scope.input(1).shape()));
    }
    if (scope.wants(2)) {
      Value taken = g.apply(this, condition, zero, dy);
      scope.set(2, Rules.sumTo(g, taken, scope.input(2).shape()));
    }
  }
}
