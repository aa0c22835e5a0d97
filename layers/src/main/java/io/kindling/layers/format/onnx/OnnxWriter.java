package io.kindling.layers.format.onnx;

import io.kindling.graph.Constant;
import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.layers.format.onnx.proto.AttributeProto;
import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.ModelProto;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes networks as files of the ONNX standard, in the lowest operator set that the graph needs,
 * unfolded, so that they can be trained again.
 *
 * @param metadata what the file shall say of the model besides, by key
 */
public record OnnxWriter(Map<String, String> metadata) {
  // A message of the format may not exceed 2 GB; the rest is for names and nodes.
  private static final long MOST_BYTES = Integer.MAX_VALUE - (64L << 20);
  private static final int[] IR_OF_OPSET = {
    4, 4, 4, 5, 6, 7, 7, 7, 8, 8, 8, 8, 9, 9, 10, 10, 11, 12, 13
  };

  /** Copies the map. */
  public OnnxWriter {
    metadata = Map.copyOf(metadata);
  }

  /** Returns a writer that adds no metadata. */
  public static OnnxWriter plain() {
    return new OnnxWriter(Map.of());
  }

  /**
   * Returns the bytes of a file with weights.
   *
   * @param graph the network as it is in inference
   * @param weights a tensor for each parameter, by name
   * @throws IllegalArgumentException when a parameter has no tensor of its type and shape, the
   *     parameters exceed 2 GB, or a node exists in training only
   */
  public byte[] write(Graph graph, Map<String, Tensor> weights) {
    requireWeights(graph, weights);
    return model(graph, weights, true);
  }

  /**
   * Returns the bytes of a file that holds the architecture alone: parameters are inputs that its
   * metadata names.
   */
  public byte[] writeArchitecture(Graph graph) {
    return model(graph, Map.of(), false);
  }

  private static void requireWeights(Graph graph, Map<String, Tensor> weights) {
    long bytes = 0;
    for (Parameter parameter : graph.parameters()) {
      Tensor tensor = weights.get(parameter.name());
      Value value = parameter.value();
      if (tensor == null
          || tensor.type() != value.dataType()
          || !tensor.shape().equals(value.shape())) {
        throw new IllegalArgumentException(
            "OnnxWriter: expected "
                + value
                + " among the weights, got "
                + (tensor == null ? "none" : tensor.type() + " " + tensor.shape())
                + ". Give a tensor for each parameter.");
      }
      bytes += tensor.bytes();
    }
    for (Constant constant : graph.constants()) {
      bytes += constant.tensor().bytes();
    }
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "OnnxWriter: expected at most "
              + MOST_BYTES
              + " bytes of weights, got "
              + bytes
              + ". A file of the format cannot hold more; use a smaller network.");
    }
  }

  private byte[] model(Graph graph, Map<String, Tensor> weights, boolean withWeights) {
    int opset =
        graph.nodes().stream().mapToInt(WriterTable::since).max().orElse(OperatorTable.OLDEST);
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_OF_OPSET[opset - OperatorTable.OLDEST])
            .setProducerName("Kindling")
            .setGraph(graph(graph, weights, withWeights, opset));
    model.addOpsetImportBuilder().setDomain("").setVersion(opset);
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.putAll(Architecture.metadata(graph, withWeights));
    all.forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
    return model.build().toByteArray();
  }

  private static GraphProto graph(
      Graph graph, Map<String, Tensor> weights, boolean withWeights, int opset) {
    FileNames names = new FileNames(graph);
    GraphProto.Builder proto =
        GraphProto.newBuilder().setName(graph.name().isEmpty() ? "graph" : graph.name());
    graph.inputs().forEach(v -> proto.addInput(TensorWriting.declaration(v.name(), v.type())));
    for (Parameter parameter : graph.parameters()) {
      Tensor tensor = weights.get(parameter.name());
      if (withWeights && tensor != null) {
        proto.addInitializer(TensorWriting.message(parameter.name(), tensor));
      } else {
        proto.addInput(TensorWriting.declaration(parameter.name(), parameter.value().type()));
      }
    }
    graph.constants().forEach(constant -> write(constant, names, proto));
    for (Node node : graph.nodes()) {
      WriterTable.write(new NodeSink(node, opset, names, proto));
    }
    names.copies().forEach((name, value) -> proto.addNode(copy(name, names.of(value))));
    graph
        .outputs()
        .forEach((name, value) -> proto.addOutput(TensorWriting.declaration(name, value.type())));
    return proto.build();
  }

  /** A float32 initializer would be read as weights; operator set 7 has no other constants. */
  private static void write(Constant constant, FileNames names, GraphProto.Builder proto) {
    String name = names.of(constant.value());
    if (constant.tensor().type() != DataType.FLOAT32) {
      proto.addInitializer(TensorWriting.message(name, constant.tensor()));
      return;
    }
    AttributeProto value =
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeProto.AttributeType.TENSOR)
            .setT(TensorWriting.message("", constant.tensor()))
            .build();
    proto.addNodeBuilder().setOpType("Constant").setName(name).addOutput(name).addAttribute(value);
  }

  private static NodeProto copy(String output, String value) {
    return NodeProto.newBuilder()
        .setOpType("Identity")
        .setName(output)
        .addInput(value)
        .addOutput(output)
        .build();
  }
}
