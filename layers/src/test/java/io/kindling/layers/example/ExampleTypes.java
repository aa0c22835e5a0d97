package io.kindling.layers.example;

import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;

/** Lets JSON name our own records; a file in META-INF/services names this class. */
public final class ExampleTypes implements JsonTypesProvider {
  @Override
  public JsonTypes types() {
    return JsonTypes.none().with(Swish.class).with(Residual.class).with(QuantileLoss.class);
  }
}
