package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.op.LogSoftmax;
import io.kindling.graph.op.LogSoftmaxGradient;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.SoftmaxGradient;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/** Softmax and its logarithm, forward and backward. */
final class Softmaxes {
  private Softmaxes() {}

  static boolean softmax(Softmax op, Node node, Drafting drafting) {
    return forward(dnnl.dnnl_softmax_accurate, op.axis(), node, drafting);
  }

  static boolean logSoftmax(LogSoftmax op, Node node, Drafting drafting) {
    return forward(dnnl.dnnl_softmax_log, op.axis(), node, drafting);
  }

  static boolean softmaxGradient(SoftmaxGradient op, Node node, Drafting drafting) {
    return backward(dnnl.dnnl_softmax_accurate, op.axis(), node, drafting);
  }

  static boolean logSoftmaxGradient(LogSoftmaxGradient op, Node node, Drafting drafting) {
    return backward(dnnl.dnnl_softmax_log, op.axis(), node, drafting);
  }

  private static boolean forward(int algorithm, int axis, Node node, Drafting drafting) {
    int along = drafting.shape(node.output()).axis(axis);
    Optional<Choice> found =
        Choice.inFloat32(
            node.inputs().get(0), drafting, layout -> find(algorithm, along, layout, drafting));
    if (found.isEmpty()) {
      return false;
    }
    Placed x = drafting.in(node.inputs().get(0), found.get().source());
    Placed y = drafting.make(node.output(), x.layout());
    drafting.run(
        found.get().primitive(),
        x.layout().toString(),
        Arg.of(dnnl.DNNL_ARG_SRC, x),
        Arg.of(dnnl.DNNL_ARG_DST, y));
    return true;
  }

  private static boolean backward(int algorithm, int axis, Node node, Drafting drafting) {
    int along = drafting.shape(node.output()).axis(axis);
    Optional<Choice> found =
        Choice.inFloat32(
            node.inputs().get(0),
            drafting,
            layout ->
                find(algorithm, along, layout, drafting)
                    .flatMap(forward -> backward(algorithm, along, layout, drafting, forward)));
    if (found.isEmpty()) {
      return false;
    }
    Layout layout = found.get().source();
    Placed y = drafting.in(node.inputs().get(0), layout);
    Placed dy = drafting.in(node.inputs().get(1), layout);
    Placed dx = drafting.make(node.output(), layout);
    drafting.run(
        found.get().primitive(),
        layout.toString(),
        Arg.of(dnnl.DNNL_ARG_DST, y),
        Arg.of(dnnl.DNNL_ARG_DIFF_DST, dy),
        Arg.of(dnnl.DNNL_ARG_DIFF_SRC, dx));
    return true;
  }

  private static Optional<Primitive> backward(
      int algorithm, int axis, Layout layout, Drafting drafting, Primitive forward) {
    return drafting
        .primitives()
        .find(
            "softmax_backward",
            (result, engine, attributes) ->
                dnnl.dnnl_softmax_backward_primitive_desc_create(
                    result,
                    engine,
                    algorithm,
                    layout.descriptor(),
                    layout.descriptor(),
                    layout.descriptor(),
                    axis,
                    forward.descriptor(),
                    attributes));
  }

  /** Returns softmax along an axis that is counted from 0. */
  static Optional<Primitive> find(int algorithm, int along, Layout layout, Drafting drafting) {
    return drafting
        .primitives()
        .find(
            "softmax_forward",
            (result, engine, attributes) ->
                dnnl.dnnl_softmax_forward_primitive_desc_create(
                    result,
                    engine,
                    dnnl.dnnl_forward_training,
                    algorithm,
                    layout.descriptor(),
                    layout.descriptor(),
                    along,
                    attributes));
  }
}
