package io.kindling.layers.initializer;

import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;

/** The initializers that JSON may name. */
public final class InitializerTypes implements JsonTypesProvider {
  @Override
  public JsonTypes types() {
    return JsonTypes.none()
        .with(GlorotUniform.of())
        .with(GlorotNormal.of())
        .with(HeUniform.of())
        .with(HeNormal.of())
        .with(LecunUniform.of())
        .with(LecunNormal.of())
        .with(Uniform.of(0, 0), "low", "high")
        .with(Normal.of(1), "standardDeviation")
        .with(Constant.of(0), "value")
        .with(Orthogonal.of());
  }
}
