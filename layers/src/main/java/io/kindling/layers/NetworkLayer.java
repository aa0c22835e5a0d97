package io.kindling.layers;

import java.util.List;

/**
 * A layer in its place in a network.
 *
 * @param name unique among inputs and layers
 * @param inputs names of the inputs and layers that it reads
 */
public record NetworkLayer(String name, Layer layer, List<String> inputs) {
  /** Checks the name and copies the list. */
  public NetworkLayer {
    Names.check("Layer", name);
    inputs = List.copyOf(inputs);
  }

  /** Returns the simple name of the layer's class, as it is written in tables. */
  public String kind() {
    return layer.getClass().getSimpleName();
  }
}
