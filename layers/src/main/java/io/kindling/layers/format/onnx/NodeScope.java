package io.kindling.layers.format.onnx;

import io.kindling.graph.Op;
import io.kindling.graph.Operations;
import io.kindling.graph.Parameter;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One node of the file while it is read: its attributes, what is known of its inputs, the graph.
 */
final class NodeScope implements Operations {
  private final NodeProto node;
  private final int opset;
  private final List<Optional<Known>> inputs;
  private final Materials materials;
  private final Function<Integer, Set<String>> origins;
  private final ExternalData external;
  private final Attributes attributes;
  private final Set<Integer> asked = new HashSet<>();

  /**
   * Opens a node.
   *
   * @param inputs what is known of each input; empty where an optional one is left out
   * @param origins names of the graph inputs that an input depends on
   */
  NodeScope(
      NodeProto node,
      int opset,
      List<Optional<Known>> inputs,
      Materials materials,
      Function<Integer, Set<String>> origins,
      ExternalData external) {
    this.node = node;
    this.opset = opset;
    this.inputs = List.copyOf(inputs);
    this.materials = materials;
    this.origins = origins;
    this.external = external;
    this.attributes = new Attributes(node);
  }

  /** Returns the name that the node's values are called after. */
  static String name(NodeProto node) {
    if (!node.getName().isEmpty()) {
      return node.getName();
    }
    return node.getOutputList().stream()
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(node.getOpType());
  }

  Attributes attributes() {
    return attributes;
  }

  ExternalData external() {
    return external;
  }

  int opset() {
    return opset;
  }

  boolean has(int index) {
    asked.add(index);
    return index < inputs.size() && inputs.get(index).isPresent();
  }

  Known known(int index) {
    asked.add(index);
    return find(index)
        .orElseThrow(
            () ->
                Refusal.malformed(
                    "expected an input " + index + ", got none. Connect the operator's inputs."));
  }

  private Optional<Known> find(int index) {
    return index < inputs.size() ? inputs.get(index) : Optional.empty();
  }

  /** Returns an input as a value of the graph. */
  Value value(int index) {
    return materials.value(known(index), Parameter.Role.TRAINABLE);
  }

  /** Returns an input that training assigns, not trains. */
  Value state(int index) {
    return materials.value(known(index), Parameter.Role.STATE);
  }

  /** Returns the inputs from one on, up to the first that is left out. */
  List<Value> valuesFrom(int first) {
    List<Value> values = new ArrayList<>();
    for (int i = first; has(i); i++) {
      values.add(value(i));
    }
    return values;
  }

  /** Returns an input that must be known before the network runs, at one sample batch size. */
  Tensor fixed(int index, int sample) {
    Known known = known(index);
    if (known instanceof Known.Fixed fixed) {
      return fixed.at(sample);
    }
    if (known instanceof Known.Weights weights && weights.tensor().isPresent()) {
      return weights.tensor().get();
    }
    Set<String> inputNames = origins.apply(index);
    throw Refusal.notConstant(
        "expected a constant as input "
            + index
            + ", got one that depends on "
            + inputNames
            + ". Bind its value, or export the network with a constant.",
        inputNames);
  }

  /** Returns an input that must be known before the network runs, whatever the batch size. */
  Tensor fixed(int index) {
    Tensor tensor = fixed(index, 0);
    if (known(index) instanceof Known.Fixed fixed && fixed.dependsOnBatch()) {
      throw Refusal.notConstant(
          "expected a constant as input "
              + index
              + ", got one that depends on the batch size. "
              + "Export the network without arithmetic on the batch size.",
          Set.of());
    }
    return tensor;
  }

  /** Returns an input of integers that must be known before the network runs. */
  List<Long> longs(int index) {
    return Arrays.stream(fixed(index).toLongs()).boxed().toList();
  }

  /** Returns integers of an input, or of an attribute where the version has it there. */
  Optional<List<Long>> longs(int input, String attribute, boolean asInput) {
    if (!asInput) {
      return attributes.integers(attribute);
    }
    return has(input) ? Optional.of(longs(input)) : Optional.empty();
  }

  /** Returns an input of one number that must be known before the network runs. */
  double number(int index) {
    Tensor tensor = fixed(index);
    if (tensor.size() != 1) {
      throw Refusal.malformed(
          "expected one number as input " + index + ", got " + tensor.shape() + ". Mend the file.");
    }
    return tensor.getDouble(0);
  }

  /** Returns an input that gives dimensions, where the batch may be one. */
  Shape dims(int index) {
    List<long[]> samples = new ArrayList<>();
    for (int i = 0; i < BatchSamples.COUNT; i++) {
      samples.add(fixed(index, i).toLongs());
    }
    return BatchSamples.shape(samples);
  }

  /** Returns the type of an input, without putting it into the graph. */
  Type type(int index) {
    Known known = known(index);
    if (known instanceof Known.Runtime runtime) {
      return runtime.value().type();
    }
    if (known instanceof Known.Weights weights) {
      return weights.type();
    }
    Tensor tensor = fixed(index, 0);
    return new Type(tensor.type(), tensor.shape());
  }

  /** Returns whether an output has a name. */
  boolean wants(int output) {
    return output < node.getOutputCount() && !node.getOutput(output).isEmpty();
  }

  /** Returns the number of outputs that the node names. */
  int outputs() {
    return node.getOutputCount();
  }

  @Override
  public Value apply(Op op, Value... operands) {
    return applyAll(op, List.of(operands)).get(0);
  }

  List<Value> applyAll(Op op, List<Value> operands) {
    return materials.apply(name(node), op, operands);
  }

  Value constant(Tensor tensor) {
    return materials.constant(tensor);
  }

  @Override
  public Value scalar(double value) {
    return constant(Tensor.scalar((float) value));
  }

  /** Refuses inputs, attributes and outputs that the reader of the node did not treat. */
  void requireComplete(List<Known> results) {
    attributes.requireAllAsked(opset);
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).isPresent() && !asked.contains(i)) {
        throw Refusal.operator(
            "expected inputs of opset "
                + opset
                + ", got an input "
                + i
                + ". Export the network for another opset.");
      }
    }
    for (int i = results.size(); i < node.getOutputCount(); i++) {
      if (wants(i)) {
        throw Refusal.operator(
            "expected at most "
                + results.size()
                + " outputs, got \""
                + node.getOutput(i)
                + "\". Export the network without it.");
      }
    }
  }
}
