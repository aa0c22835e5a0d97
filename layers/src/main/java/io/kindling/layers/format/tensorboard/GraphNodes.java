package io.kindling.layers.format.tensorboard;

import io.kindling.graph.Constant;
import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.layers.format.tensorboard.proto.AttrValue;
import io.kindling.layers.format.tensorboard.proto.GraphDef;
import io.kindling.layers.format.tensorboard.proto.NodeDef;
import io.kindling.layers.format.tensorboard.proto.TensorShapeProto;
import io.kindling.layers.format.tensorboard.proto.VersionDef;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.hbase.thirdparty.com.google.protobuf.ByteString;

/**
 * A graph as TensorBoard draws it: a node for every operator, input, parameter and constant, with
 * the shapes of what it gives. Parameters lie in the box of their layer.
 */
final class GraphNodes {
  private final GraphDef.Builder graph =
      GraphDef.newBuilder().setVersions(VersionDef.newBuilder().setProducer(22));
  private final Map<Value, String> givers = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  private GraphNodes() {}

  static GraphDef of(Graph graph) {
    GraphNodes nodes = new GraphNodes();
    graph.inputs().forEach(input -> nodes.leaf(input, "Placeholder"));
    for (Parameter parameter : graph.parameters()) {
      nodes.leaf(parameter.value(), "Variable");
    }
    for (Constant constant : graph.constants()) {
      nodes.leaf(constant.value(), "Const");
    }
    graph.nodes().forEach(nodes::operator);
    return nodes.graph.build();
  }

  private void leaf(Value value, String type) {
    String name = name(value.name().replace('.', '/'));
    givers.put(value, name);
    graph.addNode(NodeDef.newBuilder().setName(name).setOp(type).putAttr(SHAPES, shapes(value)));
  }

  private static final String SHAPES = "_output_shapes";

  private void operator(Node node) {
    // Beside the parameters of its layer, whose box has the layer's name.
    String name = name(node.name().replace('.', '/') + "/" + node.op().type());
    NodeDef.Builder made = NodeDef.newBuilder().setName(name).setOp(node.op().type());
    for (Value input : node.inputs()) {
      made.addInput(givers.getOrDefault(input, "unknown"));
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      givers.put(node.outputs().get(i), i == 0 ? name : name + ":" + i);
    }
    made.putAttr(SHAPES, shapes(node.outputs().toArray(Value[]::new)));
    attributes(node).forEach((key, value) -> made.putAttr(key, text(value)));
    graph.addNode(made);
  }

  private static Map<String, String> attributes(Node node) {
    Map<String, String> attributes = new HashMap<>();
    if (node.op() instanceof Record) {
      for (RecordComponent component : node.op().getClass().getRecordComponents()) {
        try {
          Object value = component.getAccessor().invoke(node.op());
          attributes.put(component.getName(), String.valueOf(value));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(
              "GraphNodes: cannot read " + component + " of " + node.name(), e);
        }
      }
    }
    return attributes;
  }

  private static AttrValue text(String value) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
  }

  private static AttrValue shapes(Value... values) {
    AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
    for (Value value : values) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (long dim : value.shape().dims()) {
        // A size that depends on the batch is not known here.
        shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(Math.max(-1, dim)));
      }
      list.addShape(shape);
    }
    return AttrValue.newBuilder().setList(list).build();
  }

  /** Returns a name that TensorBoard accepts and nobody else has. */
  private String name(String wanted) {
    String base = wanted.replaceAll("[^A-Za-z0-9_.\\-/]", "_");
    if (!base.matches("[A-Za-z0-9.].*")) {
      base = "." + base;
    }
    String name = base;
    for (int i = 2; !names.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }
}
