package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/** Pooling over whole images, as pooling with a window of the image's size. */
final class GlobalPools {
  private GlobalPools() {}

  static boolean average(GlobalAveragePool op, Node node, Drafting drafting) {
    return pool(dnnl.dnnl_pooling_avg_exclude_padding, node, drafting);
  }

  static boolean max(GlobalMaxPool op, Node node, Drafting drafting) {
    return pool(dnnl.dnnl_pooling_max, node, drafting);
  }

  private static boolean pool(int algorithm, Node node, Drafting drafting) {
    Shape source = drafting.shape(node.inputs().get(0));
    Shape result = drafting.shape(node.output());
    long[] image = source.slice(2, source.rank()).dims();
    SlidingWindow window =
        SlidingWindow.of(Window.of(image), image, result.slice(2, result.rank()).dims());
    Optional<Choice> found =
        Choice.of(
            node.inputs().get(0),
            drafting,
            layout ->
                PoolingPrimitives.forward(drafting, algorithm, false, layout, result, window));
    if (found.isEmpty()) {
      return false;
    }
    Primitive primitive = found.get().primitive();
    Placed x = drafting.in(node.inputs().get(0), found.get().source());
    Placed y = drafting.make(node.output(), primitive.layout(dnnl.DNNL_ARG_DST));
    drafting.run(
        primitive,
        x.layout() + " -> " + y.layout(),
        Arg.of(dnnl.DNNL_ARG_SRC, x),
        Arg.of(dnnl.DNNL_ARG_DST, y));
    return true;
  }
}
