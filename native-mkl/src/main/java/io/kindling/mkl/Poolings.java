package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.AveragePoolGradient;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.MaxPoolGradient;
import io.kindling.graph.op.Window;
import io.kindling.mkl.Drafting.Kept;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Pooling and its gradients; max pooling remembers the places in oneDNN's own workspace, and unlike
 * the plain loops it passes over NaN.
 */
final class Poolings {
  private Poolings() {}

  static boolean max(MaxPool op, Node node, Drafting drafting) {
    if (!Drafting.isFloat(node.output())) {
      return false;
    }
    boolean places = op.withIndices() && drafting.live().isUsed(node.outputs().get(1));
    if (places && !onlyGradientsRead(node.outputs().get(1), drafting)) {
      return false;
    }
    Shape result = drafting.shape(node.output());
    SlidingWindow window = window(op.window(), drafting.shape(node.inputs().get(0)), result);
    Optional<Choice> found =
        Choice.of(
            node.inputs().get(0),
            drafting,
            layout ->
                PoolingPrimitives.forward(
                    drafting, dnnl.dnnl_pooling_max, places, layout, result, window));
    if (found.isEmpty()) {
      return false;
    }
    Primitive primitive = found.get().primitive();
    Placed x = drafting.in(node.inputs().get(0), found.get().source());
    Placed y = drafting.make(node.output(), primitive.layout(dnnl.DNNL_ARG_DST));
    List<Arg> args = new ArrayList<>();
    args.add(Arg.of(dnnl.DNNL_ARG_SRC, x));
    args.add(Arg.of(dnnl.DNNL_ARG_DST, y));
    if (places) {
      Buffer workspace = Buffer.ofBytes(primitive.workspaceBytes());
      args.add(
          new Arg(dnnl.DNNL_ARG_WORKSPACE, primitive.query(dnnl.DNNL_ARG_WORKSPACE), workspace));
      drafting.keep(node.outputs().get(1), new Kept(primitive, y, workspace));
    }
    drafting.run(primitive, x.layout() + " -> " + y.layout(), args.toArray(Arg[]::new));
    return true;
  }

  private static boolean onlyGradientsRead(Value indices, Drafting drafting) {
    return !drafting.live().outputs().contains(indices)
        && drafting.live().usersOf(indices).stream()
            .allMatch(user -> user.op() instanceof MaxPoolGradient);
  }

  static boolean maxGradient(MaxPoolGradient op, Node node, Drafting drafting) {
    Optional<Kept> kept = drafting.kept(node.inputs().get(0));
    if (kept.isEmpty()) {
      return false;
    }
    Primitive forward = kept.get().forward();
    Layout result = forward.layout(dnnl.DNNL_ARG_DST);
    Layout source = forward.layout(dnnl.DNNL_ARG_SRC);
    SlidingWindow window =
        window(
            op.pool().window(),
            drafting.shape(node.output()),
            drafting.shape(node.inputs().get(1)));
    Optional<Primitive> found =
        PoolingPrimitives.backward(
            drafting, dnnl.dnnl_pooling_max, source, result, window, forward);
    Primitive primitive =
        found.orElseThrow(
            () -> Status.failure(dnnl.dnnl_unimplemented, "pooling_backward", node.name()));
    Placed dy = drafting.in(node.inputs().get(1), result);
    Placed dx = drafting.make(node.output(), source);
    drafting.run(
        primitive,
        result + " -> " + source,
        Arg.of(dnnl.DNNL_ARG_DIFF_DST, dy),
        Arg.of(dnnl.DNNL_ARG_DIFF_SRC, dx),
        new Arg(
            dnnl.DNNL_ARG_WORKSPACE, forward.query(dnnl.DNNL_ARG_WORKSPACE), kept.get().memory()));
    return true;
  }

  static boolean average(AveragePool op, Node node, Drafting drafting) {
    Shape result = drafting.shape(node.output());
    SlidingWindow window = window(op.window(), drafting.shape(node.inputs().get(0)), result);
    if (op.countIncludePad() && window.reachesBeyond(op.window())) {
      return false;
    }
    Optional<Choice> found =
        Choice.of(
            node.inputs().get(0),
            drafting,
            layout ->
                PoolingPrimitives.forward(drafting, algorithm(op), false, layout, result, window));
    if (found.isEmpty()) {
      return false;
    }
    Placed x = drafting.in(node.inputs().get(0), found.get().source());
    Placed y = drafting.make(node.output(), found.get().primitive().layout(dnnl.DNNL_ARG_DST));
    drafting.run(
        found.get().primitive(),
        x.layout() + " -> " + y.layout(),
        Arg.of(dnnl.DNNL_ARG_SRC, x),
        Arg.of(dnnl.DNNL_ARG_DST, y));
    return true;
  }

  static boolean averageGradient(AveragePoolGradient op, Node node, Drafting drafting) {
    AveragePool pool = op.pool();
    Shape source = drafting.shape(node.output());
    Placed dy = drafting.made(node.inputs().get(0));
    SlidingWindow window = window(pool.window(), source, drafting.shape(node.inputs().get(0)));
    if (pool.countIncludePad() && window.reachesBeyond(pool.window())) {
      return false;
    }
    Optional<Primitive> found =
        hint(drafting, pool, source, dy.layout(), window)
            .flatMap(
                forward ->
                    PoolingPrimitives.backward(
                        drafting,
                        algorithm(pool),
                        forward.layout(dnnl.DNNL_ARG_SRC),
                        dy.layout(),
                        window,
                        forward));
    if (found.isEmpty()) {
      return false;
    }
    Placed dx = drafting.make(node.output(), found.get().layout(dnnl.DNNL_ARG_DIFF_SRC));
    drafting.run(
        found.get(),
        dy.layout() + " -> " + dx.layout(),
        Arg.of(dnnl.DNNL_ARG_DIFF_DST, dy),
        Arg.of(dnnl.DNNL_ARG_DIFF_SRC, dx));
    return true;
  }

  private static int algorithm(AveragePool op) {
    return op.countIncludePad()
        ? dnnl.dnnl_pooling_avg_include_padding
        : dnnl.dnnl_pooling_avg_exclude_padding;
  }

  private static SlidingWindow window(Window window, Shape source, Shape result) {
    return SlidingWindow.of(
        window, source.slice(2, source.rank()).dims(), result.slice(2, result.rank()).dims());
  }

  private static Optional<Primitive> hint(
      Drafting drafting, AveragePool op, Shape source, Layout result, SlidingWindow window) {
    // The gradient follows the layout of what comes in, so the forward form is asked that way
    // round.
    Layout like = drafting.layouts().like(result, source);
    return PoolingPrimitives.create(
        drafting, algorithm(op), true, like.descriptor(), result.descriptor(), window);
  }
}
