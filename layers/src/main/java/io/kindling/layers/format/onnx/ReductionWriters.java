package io.kindling.layers.format.onnx;

import io.kindling.graph.Node;
import io.kindling.graph.op.LogSoftmax;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.NegativeLogLikelihoodLoss;
import io.kindling.graph.op.ReduceMax;
import io.kindling.graph.op.ReduceMean;
import io.kindling.graph.op.ReduceMin;
import io.kindling.graph.op.ReduceSum;
import io.kindling.graph.op.Reduction;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.layers.format.onnx.WriterTable.Rows;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Operators that fold axes, normalize along one, or measure a loss. */
final class ReductionWriters {
  private static final int SINGLE_AXIS = 13;
  private static final int LOSSES = 12;

  private ReductionWriters() {}

  static void rows(Rows rows) {
    rows.add(ReduceSum.class, (op, node) -> 7, (op, sink) -> reduction(op, sink, 13));
    rows.add(ReduceMean.class, (op, node) -> 7, (op, sink) -> reduction(op, sink, 18));
    rows.add(
        ReduceMax.class, ReductionWriters::extremumSince, (op, sink) -> reduction(op, sink, 18));
    rows.add(
        ReduceMin.class, ReductionWriters::extremumSince, (op, sink) -> reduction(op, sink, 18));
    rows.add(
        Softmax.class,
        (op, node) -> softmaxSince(op.axis(), node),
        (op, sink) -> sink.integer("axis", sink.shape().axis(op.axis())));
    rows.add(
        LogSoftmax.class,
        (op, node) -> softmaxSince(op.axis(), node),
        (op, sink) -> sink.integer("axis", sink.shape().axis(op.axis())));
    rows.add(
        NegativeLogLikelihoodLoss.class,
        (op, node) -> LOSSES,
        (op, sink) -> loss(op.reduction(), op.ignoreIndex(), sink));
    rows.add(
        SoftmaxCrossEntropyLoss.class,
        (op, node) -> LOSSES,
        (op, sink) -> loss(op.reduction(), op.ignoreIndex(), sink));
  }

  private static void reduction(Reduction op, NodeSink sink, int axesAsInput) {
    sink.integer("keepdims", op.keepDims() ? 1 : 0);
    if (!op.axes().isEmpty()) {
      List<Long> axes = op.axes(sink.shape()).stream().map(Integer::longValue).toList();
      sink.integers("axes", axes, axesAsInput);
    }
  }

  private static int extremumSince(Reduction op, Node node) {
    return switch (node.inputs().get(0).dataType()) {
      case BOOL -> 20;
      case INT8, UINT8 -> 12;
      default -> 7;
    };
  }

  /** Before version 13 all axes from one on counted together. */
  private static int softmaxSince(int axis, Node node) {
    Shape shape = node.inputs().get(0).shape();
    return shape.axis(axis) == shape.rank() - 1 ? OperatorTable.OLDEST : SINGLE_AXIS;
  }

  private static void loss(LossReduction reduction, OptionalLong ignored, NodeSink sink) {
    sink.text("reduction", reduction.name().toLowerCase(Locale.ROOT));
    ignored.ifPresent(label -> sink.integer("ignore_index", label));
  }
}
