package io.kindling.layers.format.onnx;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.ModelProto;
import io.kindling.layers.format.onnx.proto.OperatorSetIdProto;
import io.kindling.layers.format.onnx.proto.StringStringEntryProto;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.layers.format.onnx.proto.ValueInfoProto;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a model file says before its nodes: versions, initializers and inputs. */
final class ModelReading {
  private static final int OLDEST_IR = 3;

  private final OnnxReader options;
  private final String file;
  private final ModelProto proto;
  private final ExternalData external;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Known> sources = new HashMap<>();
  private final Set<String> initializers = new HashSet<>();
  private final List<FormatProblem> problems = new ArrayList<>();
  private final List<String> fixedBatch = new ArrayList<>();

  ModelReading(OnnxReader options, OnnxFile file, ModelProto proto) {
    this.options = options;
    this.file = file.name();
    this.proto = proto;
    this.external = file.external();
  }

  /**
   * Reads the model.
   *
   * @throws ModelFormatException listing all problems
   * @throws Refusal when the file as a whole cannot be read
   */
  OnnxModel read() {
    GraphProto graph = proto.getGraph();
    Names.require(proto, options.limits());
    int opset = opset();
    for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    Architecture architecture = Architecture.of(metadata);
    graph.getInitializerList().forEach(this::initializer);
    initializers.addAll(sources.keySet());
    Set<String> reserved = new HashSet<>(initializers);
    graph.getInputList().forEach(input -> reserved.add(input.getName()));
    GraphBuilder builder = GraphBuilder.named(graph.getName());
    graph.getInputList().forEach(input -> input(input, builder, architecture));
    requireBoundInputs(graph);
    Materials materials = new Materials(builder, reserved, architecture.state());
    for (String name : initializers) {
      if (sources.get(name) instanceof Known.Fixed fixed) {
        materials.name(fixed.at(0), name);
      }
    }
    GraphReading reading = new GraphReading(graph, opset, materials, external, sources);
    problems.addAll(reading.read());
    if (!problems.isEmpty()) {
      throw ModelFormatException.of(file, problems);
    }
    return new OnnxModel(
        builder.build(), materials.weights(), opset, proto.getProducerName(), metadata, fixedBatch);
  }

  private int opset() {
    if (proto.getIrVersion() < OLDEST_IR) {
      throw Refusal.of(
          proto.getIrVersion() == 0 ? FormatProblem.Kind.MALFORMED : FormatProblem.Kind.VERSION,
          "expected IR version "
              + OLDEST_IR
              + " or newer, got "
              + proto.getIrVersion()
              + ". Give an ONNX model of today.");
    }
    List<Long> versions =
        proto.getOpsetImportList().stream()
            .filter(o -> OperatorTable.isStandard(o.getDomain()))
            .map(OperatorSetIdProto::getVersion)
            .distinct()
            .toList();
    boolean used =
        proto.getGraph().getNodeList().stream()
            .anyMatch(n -> OperatorTable.isStandard(n.getDomain()));
    if (versions.isEmpty() && !used) {
      return OperatorTable.NEWEST;
    }
    if (versions.size() != 1) {
      throw Refusal.malformed(
          "expected one version of the standard's operator set, got "
              + versions
              + ". Mend the file's opset_import.");
    }
    long version = versions.get(0);
    if (version < OperatorTable.OLDEST || version > OperatorTable.NEWEST) {
      throw Refusal.of(
          FormatProblem.Kind.VERSION,
          "expected opset "
              + OperatorTable.OLDEST
              + " to "
              + OperatorTable.NEWEST
              + ", got "
              + version
              + ". Export the network for one of these.");
    }
    return (int) version;
  }

  /** Returns the floating-point initializers alone, whatever the nodes are. */
  Map<String, Tensor> weights() {
    Names.require(proto, options.limits());
    proto.getGraph().getInitializerList().forEach(this::initializer);
    if (!problems.isEmpty()) {
      throw ModelFormatException.of(file, problems);
    }
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (TensorProto message : proto.getGraph().getInitializerList()) {
      if (sources.get(message.getName()) instanceof Known.Weights found) {
        found.tensor().ifPresent(tensor -> weights.put(found.name(), tensor));
      }
    }
    return weights;
  }

  private void initializer(TensorProto message) {
    String place = "Initializer \"" + message.getName() + "\"";
    try {
      Tensor tensor = TensorReading.read(message, external, options.memory());
      define(
          message.getName(),
          tensor.type() == DataType.FLOAT32
              ? new Known.Weights(
                  message.getName(), new Type(tensor.type(), tensor.shape()), Optional.of(tensor))
              : Known.Fixed.of(tensor));
    } catch (Refusal e) {
      problems.add(e.at(place));
      sources.put(message.getName(), new Known.Missing());
    }
  }

  private void define(String name, Known known) {
    if (name.isEmpty() || sources.putIfAbsent(name, known) != null) {
      throw Refusal.malformed(
          "expected one initializer or input of each name, got a second. Rename it.");
    }
  }

  private void input(ValueInfoProto input, GraphBuilder builder, Architecture architecture) {
    String name = input.getName();
    // Files of IR version 3 list initializers among the inputs too.
    if (initializers.contains(name)) {
      return;
    }
    try {
      Tensor value = options.bound().get(name);
      if (value != null) {
        define(name, Known.Fixed.of(value));
        return;
      }
      Type type = InputTypes.read(input, options.dimensions());
      if (architecture.isParameter(name)) {
        define(name, new Known.Weights(name, type, Optional.empty()));
        return;
      }
      if (type.shape().rank() > 0 && type.shape().dim(0) >= 0) {
        fixedBatch.add(name);
      }
      requireNew(name);
      define(name, new Known.Runtime(builder.input(name, type)));
    } catch (Refusal e) {
      problems.add(e.at("Input \"" + name + "\""));
      sources.putIfAbsent(name, new Known.Missing());
    }
  }

  private void requireNew(String name) {
    if (name.isEmpty() || sources.containsKey(name)) {
      throw Refusal.malformed("expected inputs of different names, got a second. Rename it.");
    }
  }

  private void requireBoundInputs(GraphProto graph) {
    List<String> names = graph.getInputList().stream().map(ValueInfoProto::getName).toList();
    for (String name : options.bound().keySet()) {
      if (!names.contains(name)) {
        throw Refusal.of(
            FormatProblem.Kind.UNFIT,
            "expected bound names among the inputs "
                + names
                + ", got \""
                + name
                + "\". Check the name.");
      }
    }
  }
}
