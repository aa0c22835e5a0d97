package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The gradient of {@link GatherElements}: {@code (indices, outputGradient) -> dx}, gradients of one
 * element added up, zero for elements that no index names.
 *
 * @param axis from 0, or from -1 backwards
 * @param input the shape of the gather's x
 */
public record GatherElementsGradient(int axis, Shape input) implements Op {
  @Override
  public boolean isInternal() {
    return true;
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type dy = Rules.inputs(this, inputs, 2).get(1);
    Type x = dy.withShape(input);
    Rules.sameType(this, new GatherElements(axis).infer(List.of(x, inputs.get(0))).get(0), dy);
    return List.of(x);
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(1)) {
      GatherElements op = new GatherElements(axis);
      scope.set(1, scope.builder().apply(op, scope.outputGradient(), scope.input(0)));
    }
  }
}
