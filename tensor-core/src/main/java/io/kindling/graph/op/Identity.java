package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import java.util.List;

/** {@code y = x}. */
public record Identity() implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    return List.of(Rules.inputs(this, inputs, 1).get(0));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      scope.set(0, scope.outputGradient());
    }
  }
}
