package io.kindling.graph.op;

import io.kindling.graph.Type;
import java.util.List;

/**
 * The gradient of an {@link Activation}: {@code (y, outputGradient) -> outputGradient * f'(y)}.
 *
 * @param activation the operator that gave y
 */
public record ActivationGradient(Activation activation) implements FirstDerivative {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Rules.inputs(this, inputs, 2);
    Rules.sameType(this, inputs.get(0), inputs.get(1));
    return List.of(inputs.get(0));
  }
}
