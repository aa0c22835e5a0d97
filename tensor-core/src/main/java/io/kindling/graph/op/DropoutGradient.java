package io.kindling.graph.op;

import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import java.util.List;

/**
 * The gradient of {@link DropoutTraining}: {@code (mask, dy) -> mask ? dy / (1 - ratio) : 0}.
 *
 * @param ratio the share of elements that were set to zero
 */
public record DropoutGradient(float ratio) implements FirstDerivative {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type dy = Rules.inputs(this, inputs, 2).get(1);
    Rules.sameType(this, dy.withDataType(DataType.BOOL), inputs.get(0));
    return List.of(dy);
  }
}
