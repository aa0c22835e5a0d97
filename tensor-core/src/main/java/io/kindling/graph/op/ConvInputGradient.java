package io.kindling.graph.op;

import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The gradient of {@link Conv} with respect to its input: {@code (w, outputGradient) -> dx}.
 *
 * @param input the shape of the convolution's input
 */
public record ConvInputGradient(Window window, long group, Shape input) implements FirstDerivative {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type w = Rules.inputs(this, inputs, 2).get(0);
    Type forward = new Conv(window, group).infer(List.of(w.withShape(input), w)).get(0);
    Rules.sameType(this, forward, inputs.get(1));
    return List.of(w.withShape(input));
  }
}
