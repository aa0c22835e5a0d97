package io.kindling.layers.json;

/**
 * Offers the records of a library or an application to {@link JsonCodec#standard()}; found by
 * {@link java.util.ServiceLoader}, so its class name stands in {@code
 * META-INF/services/io.kindling.layers.json.JsonTypesProvider}.
 */
@FunctionalInterface
public interface JsonTypesProvider {
  /** Returns the records that may appear in JSON. */
  JsonTypes types();
}
