package io.kindling.layers.format.onnx;

import io.kindling.graph.Node;
import io.kindling.graph.op.Concat;
import io.kindling.graph.op.Expand;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Gather;
import io.kindling.graph.op.GatherElements;
import io.kindling.graph.op.Pad;
import io.kindling.graph.op.Reshape;
import io.kindling.graph.op.ShapeOf;
import io.kindling.graph.op.Size;
import io.kindling.graph.op.Slice;
import io.kindling.graph.op.Squeeze;
import io.kindling.graph.op.Transpose;
import io.kindling.graph.op.Unsqueeze;
import io.kindling.layers.format.onnx.WriterTable.Rows;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Operators that move elements; axes are counted from 0, as the oldest versions want it. */
final class ShapeWriters {
  private static final int AXES_AS_INPUT = 13;
  private static final int PADS_AS_INPUT = 11;
  private static final int SLICES_AS_INPUTS = 10;

  private ShapeWriters() {}

  static void rows(Rows rows) {
    rows.plain(Size.class);
    rows.add(
        Reshape.class,
        (op, node) -> keepsZeros(op) ? 14 : 7,
        (op, sink) ->
            sink.flag("allowzero", keepsZeros(op)).input("shape", NodeSink.longs(op.dims())));
    rows.add(
        Flatten.class,
        (op, node) -> 7,
        (op, sink) -> sink.integer("axis", op.axis() < 0 ? op.axis() + rank(sink) : op.axis()));
    rows.add(
        Transpose.class,
        (op, node) -> 7,
        (op, sink) ->
            sink.integers("perm", op.order(rank(sink)).stream().map(Integer::longValue).toList()));
    rows.add(Squeeze.class, (op, node) -> 7, ShapeWriters::squeeze);
    rows.add(
        Unsqueeze.class,
        (op, node) -> 7,
        (op, sink) ->
            sink.integers(
                "axes", counted(op.axes(), rank(sink) + op.axes().size()), AXES_AS_INPUT));
    rows.add(
        Concat.class,
        (op, node) -> 7,
        (op, sink) -> sink.integer("axis", sink.shape().axis(op.axis())));
    rows.add(
        Gather.class,
        (op, node) -> 7,
        (op, sink) -> sink.integer("axis", sink.shape().axis(op.axis()), 0));
    rows.add(
        GatherElements.class,
        (op, node) -> 11,
        (op, sink) -> sink.integer("axis", sink.shape().axis(op.axis()), 0));
    rows.add(Pad.class, ShapeWriters::padSince, ShapeWriters::pad);
    rows.add(Slice.class, ShapeWriters::sliceSince, ShapeWriters::slice);
    rows.add(Expand.class, (op, node) -> 8, ShapeWriters::expand);
    rows.add(ShapeOf.class, ShapeWriters::shapeSince, ShapeWriters::shape);
  }

  private static int rank(NodeSink sink) {
    return sink.shape().rank();
  }

  private static boolean keepsZeros(Reshape op) {
    return op.allowZero() && op.dims().contains(0L);
  }

  private static List<Long> counted(List<Long> axes, int rank) {
    return axes.stream().map(axis -> axis < 0 ? axis + rank : axis).toList();
  }

  private static void squeeze(Squeeze op, NodeSink sink) {
    if (!op.axes().isEmpty()) {
      sink.integers("axes", counted(op.axes(), rank(sink)), AXES_AS_INPUT);
    }
  }

  private static int padSince(Pad op, Node node) {
    boolean attribute = (float) op.value() == op.value() || Double.isNaN(op.value());
    return attribute && node.inputs().get(0).dataType().isFloating()
        ? OperatorTable.OLDEST
        : PADS_AS_INPUT;
  }

  private static void pad(Pad op, NodeSink sink) {
    sink.integers("pads", op.pads(), PADS_AS_INPUT);
    if (op.value() == 0) {
      return;
    }
    if (sink.opset() < PADS_AS_INPUT) {
      sink.number("value", (float) op.value());
    } else {
      DataType type = sink.node().inputs().get(0).dataType();
      sink.input("value", Tensor.full(type, Shape.scalar(), op.value()));
    }
  }

  private static int sliceSince(Slice op, Node node) {
    if (op.steps().stream().allMatch(step -> step == 1)) {
      return 7;
    }
    return op.steps().stream().allMatch(step -> step > 0) ? SLICES_AS_INPUTS : 11;
  }

  private static void slice(Slice op, NodeSink sink) {
    sink.integers("starts", op.starts(), SLICES_AS_INPUTS)
        .integers("ends", op.ends(), SLICES_AS_INPUTS)
        .integers("axes", counted(op.axes(), rank(sink)), SLICES_AS_INPUTS);
    if (sink.opset() >= SLICES_AS_INPUTS) {
      sink.input("steps", NodeSink.longs(op.steps()));
    }
  }

  /** The batch in the wanted shape is computed from an input that has it: a + k * batch. */
  private static void expand(Expand op, NodeSink sink) {
    long[] dims = op.shape().dims();
    List<Long> numbers = Arrays.stream(dims).map(d -> Math.max(d, 0)).boxed().toList();
    if (op.shape().isStatic()) {
      sink.input("shape", NodeSink.longs(numbers));
      return;
    }
    List<Long> batches = Arrays.stream(dims).map(d -> Math.max(-d, 0)).boxed().toList();
    String shape = sink.before("Shape", "dims", sink.batched());
    String batch = sink.before("Gather", "batch", shape, sink.constant("axis", Tensor.ofLongs(0)));
    String part =
        sink.before("Mul", "part", batch, sink.constant("batches", NodeSink.longs(batches)));
    sink.input(
        sink.before("Add", "shape", part, sink.constant("numbers", NodeSink.longs(numbers))));
  }

  private static boolean whole(ShapeOf op, Shape shape) {
    return op.part(shape).equals(shape);
  }

  private static int shapeSince(ShapeOf op, Node node) {
    return whole(op, node.inputs().get(0).shape()) ? 7 : 15;
  }

  private static void shape(ShapeOf op, NodeSink sink) {
    if (!whole(op, sink.shape())) {
      sink.integer("start", op.start()).integer("end", op.end());
    }
  }
}
