package io.kindling.graph.op;

import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The gradient of {@link MaxPool}: {@code (indices, outputGradient) -> dx}, each gradient added
 * where the maximum was.
 *
 * @param pool the pooling whose second output the indices are
 * @param input the shape of its input
 */
public record MaxPoolGradient(MaxPool pool, Shape input) implements FirstDerivative {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type dy = Rules.inputs(this, inputs, 2).get(1);
    Rules.sameType(this, dy.withDataType(DataType.INT64), inputs.get(0));
    Rules.sameType(this, pool.infer(List.of(dy.withShape(input))).get(0), dy);
    return List.of(dy.withShape(input));
  }
}
