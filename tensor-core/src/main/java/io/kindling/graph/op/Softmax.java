package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import java.util.List;

/**
 * {@code y = e^x / sum e^x} along an axis, without overflow.
 *
 * <p>Before version 13 the standard took the softmax over all axes from {@code axis} on together:
 * that is a {@link Flatten}, this and a {@link Reshape}.
 *
 * @param axis from 0, or from -1 backwards
 */
public record Softmax(int axis) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    Rules.floating(this, x);
    Rules.rowAxis(this, x.shape(), axis);
    return List.of(x);
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      SoftmaxGradient op = new SoftmaxGradient(axis);
      scope.set(0, scope.builder().apply(op, scope.output(0), scope.outputGradient()));
    }
  }
}
