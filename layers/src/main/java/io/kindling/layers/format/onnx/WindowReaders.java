package io.kindling.layers.format.onnx;

import io.kindling.graph.Op;
import io.kindling.graph.Value;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Window;
import io.kindling.layers.format.onnx.OperatorTable.Rows;
import io.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Convolution and pooling. */
final class WindowReaders {
  private WindowReaders() {}

  static void rows(Rows rows) {
    rows.add("Conv", 7, NodeReader.one(WindowReaders::conv));
    rows.add("MaxPool", 7, NodeReader.many(node -> maxPool(node, 7)));
    rows.add("MaxPool", 8, NodeReader.many(node -> maxPool(node, 8)));
    rows.add("MaxPool", 10, NodeReader.many(node -> maxPool(node, 10)));
    rows.add("AveragePool", 7, NodeReader.one(node -> averagePool(node, 7)));
    rows.add("AveragePool", 10, NodeReader.one(node -> averagePool(node, 10)));
    rows.add("AveragePool", 19, NodeReader.one(node -> averagePool(node, 19)));
    rows.add("GlobalAveragePool", 7, global(new GlobalAveragePool()));
    rows.add("GlobalMaxPool", 7, global(new GlobalMaxPool()));
  }

  private static NodeReader global(Op op) {
    return NodeReader.one(node -> node.apply(op, node.value(0)));
  }

  private static Value conv(NodeScope node) {
    Shape weights = node.type(1).shape();
    if (weights.rank() < 3) {
      throw Refusal.malformed(
          "expected weights [outputs, channels, kernel...], got " + weights + ". Mend the file.");
    }
    List<Long> kernel =
        node.attributes()
            .integers("kernel_shape")
            .orElseGet(
                () -> Arrays.stream(weights.slice(2, weights.rank()).dims()).boxed().toList());
    Conv op = new Conv(window(node, kernel, true), node.attributes().integer("group", 1));
    return node.applyAll(op, node.valuesFrom(0)).get(0);
  }

  private static List<Value> maxPool(NodeScope node, int version) {
    Window window = window(node, kernel(node), version >= 10);
    boolean ceil = version >= 10 && node.attributes().flag("ceil_mode", false);
    boolean columnMajor = version >= 8 && node.attributes().flag("storage_order", false);
    MaxPool op = new MaxPool(window, ceil, columnMajor, version >= 8 && node.wants(1));
    return node.applyAll(op, List.of(node.value(0)));
  }

  private static Value averagePool(NodeScope node, int version) {
    Window window = window(node, kernel(node), version >= 19);
    boolean ceil = version >= 10 && node.attributes().flag("ceil_mode", false);
    boolean countPadding = node.attributes().flag("count_include_pad", false);
    return node.apply(new AveragePool(window, ceil, countPadding), node.value(0));
  }

  private static List<Long> kernel(NodeScope node) {
    return node.attributes()
        .integers("kernel_shape")
        .orElseThrow(() -> Refusal.malformed("expected a kernel_shape, got none. Mend the file."));
  }

  private static Window window(NodeScope node, List<Long> kernel, boolean dilated) {
    Attributes attributes = node.attributes();
    List<Long> strides = attributes.integers("strides").orElse(List.of());
    List<Long> dilations = dilated ? attributes.integers("dilations").orElse(List.of()) : List.of();
    List<Long> pads = attributes.integers("pads").orElse(List.of());
    String padding = attributes.text("auto_pad", "NOTSET");
    Window plain = new Window(kernel, strides, List.of(), dilations);
    return switch (padding) {
      case "NOTSET" -> new Window(kernel, strides, pads, dilations);
      case "VALID" -> plain;
      case "SAME_UPPER", "SAME_LOWER" -> {
        Shape shape = node.type(0).shape();
        if (shape.rank() != kernel.size() + 2) {
          throw Refusal.malformed(
              "expected an input of "
                  + (kernel.size() + 2)
                  + " dimensions, got "
                  + shape
                  + ". Mend the file.");
        }
        yield plain.same(shape, padding.equals("SAME_UPPER"));
      }
      default ->
          throw Refusal.malformed(
              "expected auto_pad NOTSET, VALID, SAME_UPPER or SAME_LOWER, got \""
                  + padding
                  + "\". Mend the file.");
    };
  }
}
