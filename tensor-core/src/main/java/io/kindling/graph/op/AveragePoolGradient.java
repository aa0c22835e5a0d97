package io.kindling.graph.op;

import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The gradient of {@link AveragePool}: {@code outputGradient -> dx}, each gradient shared equally
 * among the elements that were averaged.
 *
 * @param input the shape of the pooling's input
 */
public record AveragePoolGradient(AveragePool pool, Shape input) implements FirstDerivative {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type dy = Rules.inputs(this, inputs, 1).get(0);
    Rules.sameType(this, pool.infer(List.of(dy.withShape(input))).get(0), dy);
    return List.of(dy.withShape(input));
  }
}
