package io.kindling.layers;

import io.kindling.graph.Graph;
import io.kindling.layers.json.JsonCodec;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The architecture of a network, without weights: an immutable value that is equal to another with
 * the same parts and crosses every border as JSON.
 */
public sealed interface Network permits LayerNetwork, OnnxNetwork {
  /** Returns the name. */
  String name();

  /**
   * Returns the graph in inference form: the batch is symbolic, parameters are named {@code
   * <layer>.<parameter>}.
   */
  Graph graph();

  /** Returns a table for people: layers with the shapes that they give and their parameters. */
  default String summary() {
    return Summary.of(this);
  }

  /** Returns the cells of that table, its head first. */
  default List<List<String>> rows() {
    return Summary.rows(this);
  }

  /**
   * Returns the architecture as JSON.
   *
   * @throws IllegalArgumentException when a layer's type is not registered
   */
  default String toJson() {
    return toJson(JsonCodec.standard());
  }

  /** Returns the architecture as JSON with the types of a codec. */
  default String toJson(JsonCodec codec) {
    return codec.toJson(this);
  }

  /**
   * Returns the network that JSON describes.
   *
   * @throws IllegalArgumentException when the JSON is malformed, names something unknown or does
   *     not fit together
   */
  static Network fromJson(String json) {
    return fromJson(json, JsonCodec.standard());
  }

  /** Returns the network that JSON describes with the types of a codec. */
  static Network fromJson(String json, JsonCodec codec) {
    return codec.fromJson(json, Network.class);
  }

  /**
   * Returns a network of layers one after another, with an input {@code "input"} of FLOAT32 and an
   * output {@code "output"}.
   *
   * @param row the shape of one row of the input, without the batch
   * @throws IllegalArgumentException when a layer does not fit what comes before it
   */
  static Network sequential(Shape row, Layer... layers) {
    return sequential(Input.of("input", row), layers);
  }

  /** Returns a network of layers one after another, with an output {@code "output"}. */
  static Network sequential(Input input, Layer... layers) {
    NetworkBuilder builder = builder("network");
    builder.output("output", builder.chain(builder.input(input), layers));
    return builder.build();
  }

  /**
   * Returns the network whose architecture is a graph, as it was read from a file. Weights do not
   * belong to it.
   *
   * @throws IllegalArgumentException when the graph holds what a file cannot
   */
  static Network of(Graph graph) {
    return OnnxNetwork.of(graph);
  }

  /** Returns a builder of networks with any number of inputs, outputs and branches. */
  static NetworkBuilder builder(String name) {
    return new NetworkBuilder(name);
  }
}
