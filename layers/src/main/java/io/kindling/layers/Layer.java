package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import java.util.List;
import java.util.Locale;

/**
 * A step of a network: a record of hyper-parameters that adds operators to a graph.
 *
 * <p>A layer holds no weights: it declares them with {@link GraphBuilder#parameter} or {@link
 * GraphBuilder#state} and an initializer, under plain names as {@code weight} and {@code bias},
 * which the network prefixes with the layer's name. Gradients follow from the operators. A record
 * is written to JSON by its components when its {@link io.kindling.layers.json.JsonTypes type} is
 * registered.
 */
public interface Layer {
  /**
   * Adds this layer to a graph.
   *
   * @param inputs what the layer reads, batch first
   * @return what the layer gives, batch first
   * @throws IllegalArgumentException when the inputs do not fit; the message begins with the simple
   *     name of the layer's class and a colon, where the network puts the layer's name in
   */
  Value apply(GraphBuilder builder, List<Value> inputs);

  /** Returns the beginning of the names that layers of this kind get where none is given. */
  default String defaultName() {
    return getClass()
        .getSimpleName()
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** Returns this layer with a name for the network that it is put into. */
  default Layer named(String name) {
    return new NamedLayer(name, this);
  }
}
