package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The gradient of {@link Slice}: {@code outputGradient -> dx}, zero outside the part.
 *
 * @param input the shape of the slice's input
 */
public record SliceGradient(Slice slice, Shape input) implements Op {
  @Override
  public boolean isInternal() {
    return true;
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type dy = Rules.inputs(this, inputs, 1).get(0);
    Rules.sameType(this, slice.infer(List.of(dy.withShape(input))).get(0), dy);
    return List.of(dy.withShape(input));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      scope.set(0, scope.builder().apply(slice, scope.outputGradient()));
    }
  }
}
