package io.kindling.layers.metric;

import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;

/** The metrics that JSON may name. */
public final class MetricTypes implements JsonTypesProvider {
  @Override
  public JsonTypes types() {
    return JsonTypes.none()
        .with(Accuracy.of())
        .with(TopKAccuracy.of(1), "k")
        .with(LossMetric.of())
        .with(MeanAbsoluteErrorMetric.of())
        .with(RootMeanSquaredError.of())
        .with(AreaUnderCurve.of());
  }
}
