package io.kindling.layers.loss;

import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;

/** The losses that JSON may name. */
public final class LossTypes implements JsonTypesProvider {
  @Override
  public JsonTypes types() {
    return JsonTypes.none()
        .with(SoftmaxCrossEntropy.of())
        .with(BinaryCrossEntropy.of())
        .with(MeanSquaredError.of())
        .with(MeanAbsoluteError.of())
        .with(Huber.of());
  }
}
