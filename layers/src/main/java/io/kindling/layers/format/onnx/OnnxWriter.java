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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes networks as files of the ONNX standard, in the lowest operator set that the graph needs,
 * unfolded, so that they can be trained again.
 *
 * @param metadata what the file shall say of the model besides, by key
 * @param whole the most bytes of weights in the file itself; those of larger networks are written
 *     into a file beside it, as the standard's external data
 */
public record OnnxWriter(Map<String, String> metadata, long whole) {
  // A message of the format may not exceed 2 GB; the rest is for names and nodes.
  private static final long MOST_BYTES = Integer.MAX_VALUE - (64L << 20);
  private static final int[] IR_OF_OPSET = {
    4, 4, 4, 5, 6, 7, 7, 7, 8, 8, 8, 8, 9, 9, 10, 10, 11, 12, 13
  };

  /** Copies the map. */
  public OnnxWriter {
    metadata = Map.copyOf(metadata);
    if (whole < 0 || whole > MOST_BYTES) {
      throw new IllegalArgumentException(
          "OnnxWriter: expected 0 to "
              + MOST_BYTES
              + " bytes of weights in a file, got "
              + whole
              + ". A file of the format cannot hold more.");
    }
  }

  /** Returns a writer that adds no metadata and puts up to 2 GB into one file. */
  public static OnnxWriter plain() {
    return new OnnxWriter(Map.of(), MOST_BYTES);
  }

  /** Returns this writer with another size from which on weights lie beside the file. */
  public OnnxWriter whole(long most) {
    return new OnnxWriter(metadata, most);
  }

  /** Where files are written. */
  @FunctionalInterface
  public interface Files {
    /** Opens a new file of a folder by its name. */
    OutputStream create(String name) throws IOException;
  }

  /** Returns the name of the file with the weights of a large model. */
  public static String beside(String name) {
    return name + ".data";
  }

  /**
   * Writes a file with weights, and one {@link #beside} it where they are too many.
   *
   * @param graph the network as it is in inference
   * @param weights a tensor for each parameter, by name
   * @param name of the file
   * @throws IllegalArgumentException when a parameter has no tensor of its type and shape, or a
   *     node exists in training only
   */
  public void write(Graph graph, Map<String, Tensor> weights, String name, Files files)
      throws IOException {
    long bytes = requireWeights(graph, weights);
    WeightStream stream = stream(graph, weights);
    if (bytes <= whole) {
      try (OutputStream out = files.create(name)) {
        stream.writeWhole(out);
      }
      return;
    }
    try (OutputStream data = files.create(beside(name));
        OutputStream out = files.create(name)) {
      stream.writeApart(out, data, beside(name));
    }
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
    long bytes = requireWeights(graph, weights);
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "OnnxWriter: expected at most "
              + MOST_BYTES
              + " bytes of weights, got "
              + bytes
              + ". An array cannot hold more; write files.");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) bytes + (1 << 10));
    try {
      stream(graph, weights).writeWhole(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Returns the bytes of a file that holds the architecture alone: parameters are inputs that its
   * metadata names.
   */
  public byte[] writeArchitecture(Graph graph) {
    int opset = opset(graph);
    return model(graph, opset, false).setGraph(graph(graph, false, opset)).build().toByteArray();
  }

  private WeightStream stream(Graph graph, Map<String, Tensor> weights) {
    int opset = opset(graph);
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    graph.parameters().forEach(each -> ordered.put(each.name(), weights.get(each.name())));
    return new WeightStream(model(graph, opset, true).build(), graph(graph, true, opset), ordered);
  }

  private static long requireWeights(Graph graph, Map<String, Tensor> weights) {
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
    return bytes;
  }

  private static int opset(Graph graph) {
    return graph.nodes().stream().mapToInt(WriterTable::since).max().orElse(OperatorTable.OLDEST);
  }

  private ModelProto.Builder model(Graph graph, int opset, boolean withWeights) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_OF_OPSET[opset - OperatorTable.OLDEST])
            .setProducerName("Kindling");
    model.addOpsetImportBuilder().setDomain("").setVersion(opset);
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.putAll(Architecture.metadata(graph, withWeights));
    all.forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
    return model;
  }

  /** Returns the graph without weights, which are inputs where none are written. */
  private static GraphProto graph(Graph graph, boolean withWeights, int opset) {
    FileNames names = new FileNames(graph);
    GraphProto.Builder proto =
        GraphProto.newBuilder().setName(graph.name().isEmpty() ? "graph" : graph.name());
    graph.inputs().forEach(v -> proto.addInput(TensorWriting.declaration(v.name(), v.type())));
    for (Parameter parameter : graph.parameters()) {
      if (!withWeights) {
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
