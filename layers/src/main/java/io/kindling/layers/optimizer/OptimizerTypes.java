package io.kindling.layers.optimizer;

import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;

/** The table of optimizers: a new one is one row. */
public final class OptimizerTypes implements JsonTypesProvider {
  @Override
  public JsonTypes types() {
    return JsonTypes.none()
        .with(Sgd.of())
        .with(Adam.of())
        .with(AdamW.of())
        .with(RmsProp.of())
        .with(Adagrad.of())
        .with(Lars.of())
        .with(Lamb.of())
        .with(Lbfgs.of());
  }
}
