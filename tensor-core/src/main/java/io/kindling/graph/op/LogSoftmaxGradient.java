package io.kindling.graph.op;

import io.kindling.graph.Type;
import java.util.List;

/**
 * The gradient of {@link LogSoftmax}: {@code (y, outputGradient) -> dy - e^y * sum(dy)}, sums along
 * the axis.
 *
 * @param axis from 0, or from -1 backwards
 */
public record LogSoftmaxGradient(int axis) implements FirstDerivative {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Rules.inputs(this, inputs, 2);
    Rules.sameType(this, inputs.get(0), inputs.get(1));
    return List.of(inputs.get(0));
  }
}
