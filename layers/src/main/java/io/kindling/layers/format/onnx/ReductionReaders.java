package io.kindling.layers.format.onnx;

import io.kindling.graph.Op;
import io.kindling.graph.Value;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Identity;
import io.kindling.graph.op.LogSoftmax;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.NegativeLogLikelihoodLoss;
import io.kindling.graph.op.ReduceMax;
import io.kindling.graph.op.ReduceMean;
import io.kindling.graph.op.ReduceMin;
import io.kindling.graph.op.ReduceSum;
import io.kindling.graph.op.Reshape;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.layers.format.onnx.OperatorTable.Rows;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** Operators that fold axes, normalize along one, or measure a loss. */
final class ReductionReaders {
  private ReductionReaders() {}

  static void rows(Rows rows) {
    reduction(rows, "ReduceSum", 13, ReduceSum::new);
    reduction(rows, "ReduceMean", 18, ReduceMean::new);
    reduction(rows, "ReduceMax", 18, ReduceMax::new);
    reduction(rows, "ReduceMin", 18, ReduceMin::new);
    softmax(rows, "Softmax", Softmax::new);
    softmax(rows, "LogSoftmax", LogSoftmax::new);
    rows.add("NegativeLogLikelihoodLoss", 12, NodeReader.one(ReductionReaders::likelihood));
    rows.add("SoftmaxCrossEntropyLoss", 12, NodeReader.many(ReductionReaders::crossEntropy));
  }

  /** Makes a reduction from its axes. */
  private interface FromAxes {
    Op of(List<Long> axes, boolean keepDims);
  }

  private static void reduction(Rows rows, String name, int axesAsInput, FromAxes op) {
    rows.add(name, 7, NodeReader.one(node -> reduce(node, false, op)));
    rows.add(name, axesAsInput, NodeReader.one(node -> reduce(node, true, op)));
  }

  private static Value reduce(NodeScope node, boolean asInput, FromAxes op) {
    List<Long> axes = node.longs(1, "axes", asInput).orElse(List.of());
    boolean keepDims = node.attributes().flag("keepdims", true);
    boolean nothing = asInput && node.attributes().flag("noop_with_empty_axes", false);
    return axes.isEmpty() && nothing
        ? node.apply(new Identity(), node.value(0))
        : node.apply(op.of(axes, keepDims), node.value(0));
  }

  private static void softmax(Rows rows, String name, IntFunction<Op> op) {
    rows.add(name, 7, NodeReader.one(node -> softmaxOfRows(node, op)));
    rows.add(
        name,
        13,
        NodeReader.one(
            node -> {
              int axis = Math.toIntExact(node.attributes().integer("axis", -1));
              return node.apply(op.apply(axis), node.value(0));
            }));
  }

  /** Before version 13 all axes from one on counted together. */
  private static Value softmaxOfRows(NodeScope node, IntFunction<Op> op) {
    Value x = node.value(0);
    Shape shape = x.shape();
    int axis = shape.axis(node.attributes().integer("axis", 1));
    if (axis == shape.rank() - 1) {
      return node.apply(op.apply(axis), x);
    }
    Value rows = node.apply(op.apply(1), node.apply(new Flatten(axis), x));
    return node.apply(Reshape.to(shape), rows);
  }

  private static Value likelihood(NodeScope node) {
    NegativeLogLikelihoodLoss op = new NegativeLogLikelihoodLoss(reduction(node), ignored(node));
    return node.applyAll(op, node.valuesFrom(0)).get(0);
  }

  private static List<Value> crossEntropy(NodeScope node) {
    SoftmaxCrossEntropyLoss op =
        new SoftmaxCrossEntropyLoss(reduction(node), ignored(node), node.wants(1));
    return node.applyAll(op, node.valuesFrom(0));
  }

  private static LossReduction reduction(NodeScope node) {
    String text = node.attributes().text("reduction", "mean");
    return List.of(LossReduction.values()).stream()
        .filter(r -> r.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.malformed(
                    "expected reduction none, sum or mean, got \"" + text + "\". Mend the file."));
  }

  private static OptionalLong ignored(NodeScope node) {
    return node.attributes().has("ignore_index")
        ? OptionalLong.of(node.attributes().integer("ignore_index", 0))
        : OptionalLong.empty();
  }
}
