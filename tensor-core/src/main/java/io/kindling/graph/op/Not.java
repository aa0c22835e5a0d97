package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Type;
import java.util.List;

/** {@code y = not x} of a BOOL tensor, element by element. */
public record Not() implements Unary {
  @Override
  public double apply(double x) {
    return x == 0 ? 1 : 0;
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Unary.super.infer(inputs).get(0);
    Rules.logical(this, x);
    return List.of(x);
  }

  @Override
  public void gradient(GradientScope scope) {
    // Truth values have none.
  }
}
