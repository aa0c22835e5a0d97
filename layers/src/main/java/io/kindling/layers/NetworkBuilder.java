package io.kindling.layers;

import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds a {@link Network} whose layers may branch and join.
 *
 * <pre>{@code
 * NetworkBuilder builder = Network.builder("residual");
 * String image = builder.input("image", Shape.of(16, 32, 32));
 * String branch = builder.chain(image, Conv2d.of(16, 3).padding(1), Relu.of());
 * String joined = builder.add(Add.of(), image, branch);
 * builder.output("scores", builder.chain(joined, GlobalAvgPool.of(), Dense.of(10)));
 * Network network = builder.build();
 * }</pre>
 *
 * <p>Inputs and layers are referred to by their names, which each call returns.
 */
public final class NetworkBuilder {
  private final String name;
  private final List<Input> inputs = new ArrayList<>();
  private final List<NetworkLayer> layers = new ArrayList<>();
  private final List<NetworkOutput> outputs = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  NetworkBuilder(String name) {
    this.name = name;
  }

  /** Adds an input of FLOAT32 and returns its name. */
  public String input(String inputName, Shape row) {
    return input(Input.of(inputName, row));
  }

  /** Adds an input and returns its name. */
  public String input(Input input) {
    inputs.add(input);
    taken.add(input.name());
    return input.name();
  }

  /**
   * Adds a layer and returns its name: that of {@link Layer#named} or, for the third Conv2d, {@code
   * conv2d_3}.
   */
  public String add(Layer layer, String... from) {
    boolean named = layer instanceof NamedLayer;
    Layer plain = layer instanceof NamedLayer wrapper ? wrapper.layer() : layer;
    String layerName = named ? ((NamedLayer) layer).name() : unused(plain.defaultName());
    layers.add(new NetworkLayer(layerName, plain, Arrays.asList(from)));
    taken.add(layerName);
    return layerName;
  }

  /** Adds a layer under a name and returns the name. */
  public String add(String layerName, Layer layer, String... from) {
    return add(layer.named(layerName), from);
  }

  /** Adds layers one after another and returns the name of the last. */
  public String chain(String from, Layer... chained) {
    String last = from;
    for (Layer layer : chained) {
      last = add(layer, last);
    }
    return last;
  }

  private String unused(String kind) {
    String candidate;
    do {
      candidate = kind + "_" + numbers.merge(kind, 1, Integer::sum);
    } while (taken.contains(candidate));
    return candidate;
  }

  /** Makes what a layer gives an output of the network. */
  public NetworkBuilder output(String outputName, String from) {
    outputs.add(new NetworkOutput(outputName, from));
    return this;
  }

  /**
   * Returns the network.
   *
   * @throws IllegalArgumentException when something is missing, named twice or does not fit
   */
  public Network build() {
    return new LayerNetwork(name, inputs, layers, outputs);
  }
}
