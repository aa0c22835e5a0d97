package io.kindling.layers.format.onnx;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.layers.format.onnx.proto.AttributeProto;
import io.kindling.layers.format.onnx.proto.AttributeProto.AttributeType;
import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import org.apache.hbase.thirdparty.com.google.protobuf.ByteString;

/** The message of one node while it is written. */
final class NodeSink {
  private final Node node;
  private final int opset;
  private final FileNames names;
  private final GraphProto.Builder graph;
  private final NodeProto.Builder proto;
  private int outputs;

  NodeSink(Node node, int opset, FileNames names, GraphProto.Builder graph) {
    this.node = node;
    this.opset = opset;
    this.names = names;
    this.graph = graph;
    this.proto = NodeProto.newBuilder().setName(node.name()).setOpType(node.op().type());
    node.inputs().forEach(value -> proto.addInput(names.of(value)));
    this.outputs = node.outputs().size();
  }

  Node node() {
    return node;
  }

  int opset() {
    return opset;
  }

  /** Returns the dimensions of the first input. */
  Shape shape() {
    return node.inputs().get(0).shape();
  }

  NodeSink integer(String name, long value) {
    return attribute(name, AttributeProto.newBuilder().setType(AttributeType.INT).setI(value));
  }

  /** Writes an integer that is not the standard's default. */
  NodeSink integer(String name, long value, long absent) {
    return value == absent ? this : integer(name, value);
  }

  NodeSink flag(String name, boolean value) {
    return value ? integer(name, 1) : this;
  }

  NodeSink number(String name, float value) {
    return attribute(name, AttributeProto.newBuilder().setType(AttributeType.FLOAT).setF(value));
  }

  NodeSink text(String name, String value) {
    return attribute(
        name,
        AttributeProto.newBuilder()
            .setType(AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(value)));
  }

  NodeSink integers(String name, List<Long> values) {
    return attribute(
        name, AttributeProto.newBuilder().setType(AttributeType.INTS).addAllInts(values));
  }

  private NodeSink attribute(String name, AttributeProto.Builder attribute) {
    proto.addAttribute(attribute.setName(name));
    return this;
  }

  /** Writes integers as an attribute, or as an input from a version on. */
  NodeSink integers(String name, List<Long> values, int asInputSince) {
    return opset < asInputSince ? integers(name, values) : input(name, longs(values));
  }

  static Tensor longs(List<Long> values) {
    return Tensor.ofLongs(values.stream().mapToLong(Long::longValue).toArray());
  }

  /** Writes a constant further input. */
  NodeSink input(String name, Tensor tensor) {
    String full = names.fresh(node.name() + "." + name);
    graph.addInitializer(TensorWriting.message(full, tensor));
    proto.addInput(full);
    return this;
  }

  /** Leaves an optional input out. */
  NodeSink noInput() {
    proto.addInput("");
    return this;
  }

  /** Writes a further input that the file computes. */
  NodeSink input(String name) {
    proto.addInput(name);
    return this;
  }

  /** Writes the first outputs only. */
  NodeSink outputs(int count) {
    outputs = count;
    return this;
  }

  /** Adds a node that this one needs; returns the name of its output. */
  String before(String operator, String name, String... inputs) {
    return before(NodeProto.newBuilder().setOpType(operator), name, inputs);
  }

  private String before(NodeProto.Builder other, String name, String... inputs) {
    String full = names.fresh(node.name() + "." + name);
    graph.addNode(other.setName(full).addAllInput(List.of(inputs)).addOutput(full));
    return full;
  }

  /** Adds a constant for {@link #before}; returns its name. */
  String constant(String name, Tensor tensor) {
    String full = names.fresh(node.name() + "." + name);
    graph.addInitializer(TensorWriting.message(full, tensor));
    return full;
  }

  /** Returns the name of some value whose first dimension is the batch. */
  String batched() {
    return names.batched();
  }

  void finish() {
    for (Value output : node.outputs().subList(outputs, node.outputs().size())) {
      if (names.isUsed(output)) {
        throw new IllegalArgumentException(
            node.op().type()
                + " \""
                + node.name()
                + "\": expected the standard's "
                + outputs
                + " outputs, got a use of "
                + output
                + ". Write the graph as it is in inference.");
      }
    }
    for (Value output : node.outputs().subList(0, outputs)) {
      proto.addOutput(names.of(output));
    }
    graph.addNode(proto);
  }
}
