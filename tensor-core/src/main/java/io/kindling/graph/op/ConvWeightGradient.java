package io.kindling.graph.op;

import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The gradient of {@link Conv} with respect to its weights, and to its bias where asked: {@code (x,
 * outputGradient) -> dw} or {@code -> dw, db}.
 *
 * @param weights the shape of the weights
 * @param bias whether there is a second output, the bias' gradient {@code [outputs]}
 */
public record ConvWeightGradient(Window window, long group, Shape weights, boolean bias)
    implements FirstDerivative {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 2).get(0);
    Type forward = new Conv(window, group).infer(List.of(x, x.withShape(weights))).get(0);
    Rules.sameType(this, forward, inputs.get(1));
    Type dw = x.withShape(weights);
    return bias ? List.of(dw, x.withShape(Shape.of(weights.dim(0)))) : List.of(dw);
  }
}
