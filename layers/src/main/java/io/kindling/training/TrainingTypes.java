package io.kindling.training;

import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;

/** What a training specification consists of, beside the types of its parts' own packages. */
public final class TrainingTypes implements JsonTypesProvider {
  @Override
  public JsonTypes types() {
    return JsonTypes.none()
        .with(TrainingSpec.class)
        .with(Objective.class)
        .with(OutputMetric.class)
        .with(GradientClipping.class)
        .with(Monitoring.atEpochs())
        .with(EarlyStopping.class)
        .with(Compute.auto())
        .with(Synchronization.class);
  }
}
