package io.kindling.layers.schedule;

import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;

/** The table of schedules: a new one is one row. */
public final class ScheduleTypes implements JsonTypesProvider {
  @Override
  public JsonTypes types() {
    Schedule any = Constant.of(0.01);
    return JsonTypes.none()
        .with(Constant.of(0.01), "rate")
        .with(StepDecay.of(0.01, 30), "rate", "interval")
        .with(MultiStep.of(0.01, 30.0, 60.0), "rate", "milestones")
        .with(Exponential.of(0.01, 0.9), "rate", "factor")
        .with(InverseTime.of(0.01, 1), "rate", "decay")
        .with(Cosine.of(0.01, 90), "rate", "length")
        .with(Polynomial.of(0.01, 90), "rate", "length")
        .with(WarmUp.of(any, 5), "then", "length")
        .with(Scaled.of(1, any), "factor", "then")
        .with(ReduceOnPlateau.of(0.01), "rate")
        .with(OneAfterAnother.of(any), "schedules", "milestones");
  }
}
