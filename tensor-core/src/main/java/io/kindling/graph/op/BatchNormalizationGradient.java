package io.kindling.graph.op;

import io.kindling.graph.Type;
import java.util.List;

/**
 * The gradient of {@link BatchNormalization} in training: {@code (x, scale, outputGradient, mean,
 * inverseDeviation) -> dx, dscale, dbias}.
 *
 * <p>With {@code h = (x - mean) * inverseDeviation}, sums over all axes but the channels and n
 * elements a channel: {@code dbias = sum dy}, {@code dscale = sum dy h}, {@code dx = scale *
 * inverseDeviation * (dy - dbias / n - h * dscale / n)}.
 */
public record BatchNormalizationGradient(float epsilon) implements FirstDerivative {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 5).get(0);
    Rules.sameType(this, x, inputs.get(2));
    return List.of(x, inputs.get(1), inputs.get(1));
  }
}
