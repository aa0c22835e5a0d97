package io.kindling.layers.format.onnx;

import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.layers.format.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks the nodes of a file in their order; a problem of one node does not hide the next. */
final class GraphReading {
  private final GraphProto proto;
  private final int opset;
  private final Materials materials;
  private final ExternalData external;
  private final Folding folding;
  private final Origins origins;
  private final List<FormatProblem> problems = new ArrayList<>();
  private final Map<String, Known> known;

  GraphReading(
      GraphProto proto,
      int opset,
      Materials materials,
      ExternalData external,
      Map<String, Known> sources) {
    this.proto = proto;
    this.opset = opset;
    this.materials = materials;
    this.external = external;
    this.folding = new Folding(opset, external);
    this.origins = new Origins(proto);
    this.known = new HashMap<>(sources);
  }

  /** Reads all nodes and names the outputs; returns the problems found. */
  List<FormatProblem> read() {
    proto.getNodeList().forEach(this::readListing);
    proto.getOutputList().forEach(this::outputListing);
    return problems;
  }

  private void readListing(NodeProto node) {
    String place = node.getOpType() + " \"" + NodeScope.name(node) + "\"";
    List<Known> results = List.of();
    try {
      results = results(node);
    } catch (Refusal e) {
      problems.add(e.at(place));
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      problems.add(
          FormatProblem.of(FormatProblem.Kind.MALFORMED, place, String.valueOf(e.getMessage())));
    }
    for (int i = 0; i < node.getOutputCount(); i++) {
      define(node.getOutput(i), i < results.size() ? results.get(i) : new Known.Missing(), place);
    }
  }

  private void define(String name, Known value, String place) {
    if (!name.isEmpty() && known.putIfAbsent(name, value) != null) {
      problems.add(
          FormatProblem.of(
              FormatProblem.Kind.MALFORMED,
              place,
              "expected each value to be defined once, got a second \"" + name + "\". Rename it."));
    }
  }

  private List<Known> results(NodeProto node) {
    NodeReader reader = OperatorTable.reader(node.getDomain(), node.getOpType(), opset);
    List<Optional<Known>> inputs = node.getInputList().stream().map(this::input).toList();
    if (inputs.stream().flatMap(Optional::stream).anyMatch(Known.Missing.class::isInstance)) {
      return List.of();
    }
    boolean fixed =
        !inputs.isEmpty()
            && inputs.stream().flatMap(Optional::stream).allMatch(Known.Fixed.class::isInstance);
    if (fixed) {
      Map<Integer, List<Known>> live = new HashMap<>();
      Optional<List<Known>> folded =
          folding.fold(
              node,
              reader,
              inputs,
              i ->
                  materials.value(
                      live.computeIfAbsent(0, first -> read(node, reader, inputs)).get(i),
                      Parameter.Role.TRAINABLE));
      if (folded.isPresent()) {
        return folded.get();
      }
    }
    return read(node, reader, inputs);
  }

  private List<Known> read(NodeProto node, NodeReader reader, List<Optional<Known>> inputs) {
    NodeScope scope =
        new NodeScope(node, opset, inputs, materials, i -> origins.of(node.getInput(i)), external);
    List<Known> results = reader.read(scope);
    scope.requireComplete(results);
    return results;
  }

  private Optional<Known> input(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Known found = known.get(name);
    if (found == null) {
      throw Refusal.malformed(
          "expected inputs that were defined before, got \""
              + name
              + "\". Sort the nodes and check the name.");
    }
    return Optional.of(found);
  }

  private void outputListing(ValueInfoProto output) {
    try {
      Known found =
          input(output.getName())
              .orElseThrow(() -> Refusal.malformed("expected a name, got none. Mend the file."));
      if (!(found instanceof Known.Missing)) {
        Value value = materials.value(found, Parameter.Role.TRAINABLE);
        requireType(output, value);
        materials.builder().output(output.getName(), value);
      }
    } catch (Refusal e) {
      problems.add(e.at("Output \"" + output.getName() + "\""));
    } catch (IllegalArgumentException e) {
      problems.add(
          FormatProblem.of(
              FormatProblem.Kind.MALFORMED,
              "Output \"" + output.getName() + "\"",
              String.valueOf(e.getMessage())));
    }
  }

  private static void requireType(ValueInfoProto output, Value value) {
    int declared = output.getType().getTensorType().getElemType();
    if (declared != 0 && declared != ElementTypes.number(value.dataType()).getNumber()) {
      throw Refusal.malformed(
          "expected elements of type "
              + ElementTypes.name(declared)
              + " as declared, got "
              + value.dataType()
              + ". Mend the declaration.");
    }
  }
}
