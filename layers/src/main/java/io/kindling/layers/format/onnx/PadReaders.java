package io.kindling.layers.format.onnx;

import io.kindling.graph.Value;
import io.kindling.graph.op.Pad;
import io.kindling.layers.format.onnx.OperatorTable.Rows;
import io.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Padding with a constant: by attributes, then by inputs, then of some axes. */
final class PadReaders {
  private PadReaders() {}

  static void rows(Rows rows) {
    rows.add("Pad", 7, NodeReader.one(PadReaders::byAttributes));
    rows.add("Pad", 11, NodeReader.one(PadReaders::byInputs));
  }

  private static Value byAttributes(NodeScope node) {
    requireConstantMode(node);
    List<Long> pads =
        node.attributes()
            .integers("pads")
            .orElseThrow(() -> Refusal.malformed("expected pads, got none. Mend the file."));
    return node.apply(new Pad(pads, node.attributes().number("value", 0)), node.value(0));
  }

  private static Value byInputs(NodeScope node) {
    requireConstantMode(node);
    Shape shape = node.type(0).shape();
    List<Long> axes =
        node.has(3)
            ? node.longs(3)
            : IntStream.range(0, shape.rank()).mapToObj(axis -> (long) axis).toList();
    List<Long> pads = node.longs(1);
    if (pads.size() != 2 * axes.size()) {
      throw Refusal.malformed(
          "expected two pads for each of the axes " + axes + ", got " + pads + ". Mend the file.");
    }
    Long[] all = new Long[2 * shape.rank()];
    Arrays.fill(all, 0L);
    for (int i = 0; i < axes.size(); i++) {
      int axis = shape.axis(axes.get(i));
      all[axis] = pads.get(i);
      all[shape.rank() + axis] = pads.get(axes.size() + i);
    }
    return node.apply(new Pad(List.of(all), node.has(2) ? value(node) : 0), node.value(0));
  }

  private static double value(NodeScope node) {
    double value = node.number(2);
    if (!node.type(2).dataType().isFloating() && (long) value != node.fixed(2).getLong(0)) {
      throw Refusal.operator(
          "expected a number that a double holds, got "
              + node.fixed(2).getLong(0)
              + ". Pad with another one.");
    }
    return value;
  }

  private static void requireConstantMode(NodeScope node) {
    String mode = node.attributes().text("mode", "constant");
    if (!mode.equals("constant")) {
      throw Refusal.operator(
          "expected Pad of mode constant, got " + mode + ". Export the network without it.");
    }
  }
}
