package io.kindling.layers.format.onnx;

import io.kindling.graph.Node;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Dropout;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Window;
import io.kindling.layers.format.onnx.WriterTable.Rows;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;

/** Convolution, pooling, and what is one thing in training and another in inference. */
final class WindowWriters {
  private static final int RATIO_AS_INPUT = 12;
  // Before, the mask was not filled in inference.
  private static final int MASK_OF_INFERENCE = 12;
  private static final int LAST_WINDOW_IN_INPUT = 22;
  private static final int TRAINING_MODE = 14;
  private static final int FORWARD_OUTPUTS = 3;

  private WindowWriters() {}

  static void rows(Rows rows) {
    rows.plain(GlobalAveragePool.class);
    rows.plain(GlobalMaxPool.class);
    rows.add(
        Conv.class,
        (op, node) -> 7,
        (op, sink) -> window(op.window(), sink).integer("group", op.group(), 1));
    rows.add(
        MaxPool.class,
        WindowWriters::maxPoolSince,
        (op, sink) ->
            window(op.window(), sink)
                .flag("ceil_mode", op.ceilMode())
                .flag("storage_order", op.columnMajor() && op.withIndices()));
    rows.add(
        AveragePool.class,
        (op, node) ->
            Math.max(isDilated(op.window()) ? 19 : 7, ceilSince(op.ceilMode(), op.window(), node)),
        (op, sink) ->
            window(op.window(), sink)
                .flag("ceil_mode", op.ceilMode())
                .flag("count_include_pad", op.countIncludePad()));
    rows.add(
        BatchNormalization.class,
        (op, node) -> op.trainingMode() ? TRAINING_MODE : 7,
        WindowWriters::normalization);
    rows.add(
        Dropout.class, (op, node) -> op.withMask() ? MASK_OF_INFERENCE : 7, WindowWriters::dropout);
  }

  private static int maxPoolSince(MaxPool op, Node node) {
    int indices = op.withIndices() ? 8 : 7;
    int dilated = isDilated(op.window()) ? 10 : 7;
    int types = node.inputs().get(0).dataType().isFloating() ? 7 : 12;
    int ceil = ceilSince(op.ceilMode(), op.window(), node);
    return Math.max(Math.max(indices, dilated), Math.max(types, ceil));
  }

  /** A last place that would begin in the padding at the end counted in older versions. */
  private static int ceilSince(boolean ceilMode, Window window, Node node) {
    if (!ceilMode) {
      return OperatorTable.OLDEST;
    }
    Shape x = node.inputs().get(0).shape();
    for (int i = 0; i < window.rank(); i++) {
      long pads = window.pads().get(i) + window.pads().get(i + window.rank());
      long free = x.dim(i + 2) + pads - window.extent(i);
      long places = -Math.floorDiv(-free, window.strides().get(i)) + 1;
      if (places != node.output().shape().dim(i + 2)) {
        return LAST_WINDOW_IN_INPUT;
      }
    }
    return 10;
  }

  private static boolean isDilated(Window window) {
    return window.dilations().stream().anyMatch(d -> d != 1);
  }

  private static NodeSink window(Window window, NodeSink sink) {
    sink.integers("kernel_shape", window.kernel())
        .integers("strides", window.strides())
        .integers("pads", window.pads());
    return isDilated(window) ? sink.integers("dilations", window.dilations()) : sink;
  }

  private static void normalization(BatchNormalization op, NodeSink sink) {
    sink.number("epsilon", op.epsilon()).number("momentum", op.momentum());
    if (op.trainingMode()) {
      sink.integer("training_mode", 1).outputs(FORWARD_OUTPUTS);
    }
  }

  private static void dropout(Dropout op, NodeSink sink) {
    if (sink.opset() < RATIO_AS_INPUT) {
      sink.number("ratio", op.ratio());
    } else {
      sink.input("ratio", Tensor.scalar(op.ratio()));
    }
  }
}
