package io.kindling.layers.format.onnx;

import io.kindling.graph.Value;
import io.kindling.graph.op.Abs;
import io.kindling.graph.op.Cast;
import io.kindling.graph.op.Clip;
import io.kindling.graph.op.Elu;
import io.kindling.graph.op.Erf;
import io.kindling.graph.op.ReduceSum;
import io.kindling.graph.op.Slice;
import io.kindling.layers.format.onnx.OperatorTable.Rows;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Operators of the standard that are short formulas over others; they are written as these. */
final class CompositeReaders {
  private CompositeReaders() {}

  static void rows(Rows rows) {
    rows.add("Reciprocal", 7, NodeReader.one(n -> n.div(like(n, 1), n.value(0))));
    rows.add("Sum", 8, NodeReader.one(CompositeReaders::sum));
    rows.add("Mean", 8, NodeReader.one(CompositeReaders::mean));
    rows.add("Softsign", 7, NodeReader.one(CompositeReaders::softsign));
    rows.add("Swish", 24, NodeReader.one(CompositeReaders::swish));
    rows.add("Selu", 7, NodeReader.one(CompositeReaders::selu));
    rows.add("HardSigmoid", 7, NodeReader.one(CompositeReaders::hardSigmoid));
    rows.add("HardSwish", 14, NodeReader.one(n -> n.mul(n.value(0), clipped(n, 1f / 6, 0.5f))));
    rows.add("Gelu", 20, NodeReader.one(CompositeReaders::gelu));
    rows.add("CastLike", 15, CompositeReaders::castLike);
    rows.add("Split", 7, NodeReader.many(n -> split(n, false)));
    rows.add("Split", 13, NodeReader.many(n -> split(n, true)));
    for (boolean asInput : new boolean[] {false, true}) {
      int since = asInput ? 18 : 7;
      rows.add("ReduceSumSquare", since, NodeReader.one(n -> summed(n, asInput, v -> n.mul(v, v))));
      rows.add(
          "ReduceL1", since, NodeReader.one(n -> summed(n, asInput, v -> n.apply(new Abs(), v))));
      rows.add(
          "ReduceL2", since, NodeReader.one(n -> n.sqrt(summed(n, asInput, v -> n.mul(v, v)))));
      rows.add("ReduceLogSum", since, NodeReader.one(n -> n.log(summed(n, asInput, v -> v))));
    }
  }

  /** Returns a constant without axes of the element type of input 0. */
  private static Value like(NodeScope node, double number) {
    return node.constant(Tensor.full(node.type(0).dataType(), Shape.scalar(), number));
  }

  private static Value sum(NodeScope node) {
    List<Value> values = node.valuesFrom(0);
    Value sum = node.value(0);
    for (Value value : values.subList(1, values.size())) {
      sum = node.add(sum, value);
    }
    return sum;
  }

  private static Value mean(NodeScope node) {
    return node.div(sum(node), like(node, node.valuesFrom(0).size()));
  }

  private static Value softsign(NodeScope node) {
    Value x = node.value(0);
    return node.div(x, node.add(like(node, 1), node.apply(new Abs(), x)));
  }

  private static Value swish(NodeScope node) {
    Value x = node.value(0);
    float alpha = node.attributes().number("alpha", 1);
    return node.mul(x, node.sigmoid(alpha == 1 ? x : node.mul(x, like(node, alpha))));
  }

  private static Value gelu(NodeScope node) {
    Value x = node.value(0);
    String kind = node.attributes().text("approximate", "none");
    Value half = node.mul(x, like(node, 0.5));
    if (kind.equals("none")) {
      Value erf = node.apply(new Erf(), node.mul(x, like(node, Math.sqrt(0.5))));
      return node.mul(half, node.add(erf, like(node, 1)));
    }
    if (!kind.equals("tanh")) {
      throw Refusal.malformed(
          "expected approximate none or tanh, got \"" + kind + "\". Mend the file.");
    }
    // The constants of D. Hendrycks and K. Gimpel, 2016.
    Value cube = node.mul(node.mul(x, node.mul(x, x)), like(node, 0.044715));
    Value inner = node.mul(node.add(x, cube), like(node, Math.sqrt(2 / Math.PI)));
    return node.mul(half, node.add(node.tanh(inner), like(node, 1)));
  }

  private static Value selu(NodeScope node) {
    // The standard's own constants, rounded to float32 (G. Klambauer et al., 2017).
    float alpha = node.attributes().number("alpha", 1.67326319217681884765625f);
    float gamma = node.attributes().number("gamma", 1.05070102214813232421875f);
    return node.mul(like(node, gamma), node.apply(new Elu(alpha), node.value(0)));
  }

  private static Value hardSigmoid(NodeScope node) {
    return clipped(
        node, node.attributes().number("alpha", 0.2f), node.attributes().number("beta", 0.5f));
  }

  private static Value clipped(NodeScope node, float slope, float offset) {
    Value line = node.add(node.mul(node.value(0), like(node, slope)), like(node, offset));
    return node.apply(new Clip(0, 1), line);
  }

  private static List<Known> castLike(NodeScope node) {
    // Both concern the 8-bit floating-point types only.
    node.attributes().ignore("saturate");
    node.attributes().ignore("round_mode");
    DataType to = node.type(1).dataType();
    return node.type(0).dataType() == to
        ? List.of(node.known(0))
        : List.of(new Known.Runtime(node.apply(new Cast(to), node.value(0))));
  }

  private static Value summed(NodeScope node, boolean asInput, UnaryOperator<Value> each) {
    List<Long> axes = node.longs(1, "axes", asInput).orElse(List.of());
    boolean keepDims = node.attributes().flag("keepdims", true);
    boolean nothing = asInput && node.attributes().flag("noop_with_empty_axes", false);
    Value values = each.apply(node.value(0));
    return axes.isEmpty() && nothing ? values : node.apply(new ReduceSum(axes, keepDims), values);
  }

  private static List<Value> split(NodeScope node, boolean asInput) {
    Value x = node.value(0);
    int axis = x.shape().axis(node.attributes().integer("axis", 0));
    long size = x.shape().dim(axis);
    List<Long> sizes = node.longs(1, "split", asInput).orElse(List.of());
    long count =
        node.opset() < 18
            ? node.outputs()
            : node.attributes().integer("num_outputs", node.outputs());
    List<Value> parts = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < node.outputs(); i++) {
      long part =
          sizes.isEmpty() ? -Math.floorDiv(-size, count) : i < sizes.size() ? sizes.get(i) : 0;
      long to = Math.min(from + part, size);
      parts.add(node.apply(Slice.of(axis, from, to), x));
      from = to;
    }
    if (from != size || (!sizes.isEmpty() && sizes.size() != node.outputs())) {
      throw Refusal.malformed(
          "expected parts that make up "
              + x.shape()
              + " along axis "
              + axis
              + ", got "
              + (sizes.isEmpty() ? count + " equal ones" : sizes)
              + ". Mend the file.");
    }
    return parts;
  }
}
