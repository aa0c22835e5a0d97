package io.kindling.layers.format.onnx;

import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Dropout;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Window;
import io.kindling.layers.format.onnx.WriterTable.Rows;
import io.kindling.tensor.Tensor;

/** Convolution, pooling, and what is one thing in training and another in inference. */
final class WindowWriters {
  private static final int RATIO_AS_INPUT = 12;
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
        (op, node) -> {
          int indices = op.withIndices() ? 8 : 7;
          boolean plain = !op.ceilMode() && !isDilated(op.window());
          boolean floating = node.inputs().get(0).dataType().isFloating();
          return floating ? plain ? indices : 10 : 12;
        },
        (op, sink) ->
            window(op.window(), sink)
                .flag("ceil_mode", op.ceilMode())
                .flag("storage_order", op.columnMajor() && op.withIndices()));
    rows.add(
        AveragePool.class,
        (op, node) -> isDilated(op.window()) ? 19 : op.ceilMode() ? 10 : 7,
        (op, sink) ->
            window(op.window(), sink)
                .flag("ceil_mode", op.ceilMode())
                .flag("count_include_pad", op.countIncludePad()));
    rows.add(
        BatchNormalization.class,
        (op, node) -> op.trainingMode() ? TRAINING_MODE : 7,
        WindowWriters::normalization);
    rows.add(Dropout.class, (op, node) -> op.withMask() ? 10 : 7, WindowWriters::dropout);
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
