package io.kindling.layers;

import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.layers.format.onnx.OnnxWriter;
import java.util.Base64;

/**
 * A network without layers: an ONNX graph, as it comes from a file, without its weights. Written to
 * JSON as {@code Onnx}.
 *
 * <p>Its parameters have no initializers: training begins with the weights of an initial model.
 *
 * @param model the bytes of the ONNX model in base 64
 */
public record OnnxNetwork(String model) implements Network {
  private static final int LONGEST = 48 << 20;

  /**
   * Checks that the graph can be read.
   *
   * @throws IllegalArgumentException when it cannot, with the reasons
   */
  public OnnxNetwork {
    if (model.length() > LONGEST) {
      throw Inputs.refuse(
          "OnnxNetwork",
          "at most " + LONGEST + " characters of architecture",
          model.length() + "",
          "Make large constants of the model parameters.");
    }
    read(model);
  }

  /**
   * Returns the network with a graph's architecture.
   *
   * @throws IllegalArgumentException when the graph holds what the standard cannot express
   */
  static OnnxNetwork of(Graph graph) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof BatchNormalization op && op.synchronizedStatistics()) {
        throw Inputs.refuse(
            "OnnxNetwork",
            "operators of the standard",
            "synchronized statistics in \"" + node.name() + "\"",
            "Keep the network of layers, or switch them off.");
      }
    }
    byte[] bytes = OnnxWriter.plain().writeArchitecture(graph);
    return new OnnxNetwork(Base64.getEncoder().encodeToString(bytes));
  }

  private static Graph read(String model) {
    try {
      return OnnxReader.defaults().read("network", Base64.getDecoder().decode(model)).graph();
    } catch (ModelFormatException e) {
      throw new IllegalArgumentException("OnnxNetwork: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "OnnxNetwork: expected an ONNX model in base 64, got other text ("
              + e.getMessage()
              + "). Write it with Network.toJson.",
          e);
    }
  }

  @Override
  public String name() {
    return graph().name();
  }

  @Override
  public Graph graph() {
    return read(model);
  }
}
