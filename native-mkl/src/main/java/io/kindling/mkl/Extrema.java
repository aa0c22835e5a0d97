package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.op.ReducedExtremum;
import io.kindling.tensor.Shape;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/**
 * The greatest and least elements over axes, where oneDNN has a fast kernel for them: over the
 * innermost axes. Others stay in plain loops.
 *
 * <p>NaN differs from the plain loops: oneDNN's maximum of NaN and a number is the number.
 */
final class Extrema {
  private Extrema() {}

  static boolean reduce(ReducedExtremum op, Node node, Drafting drafting) {
    Shape shape = drafting.shape(node.inputs().get(0));
    if (op.kept(shape).equals(shape)) {
      // oneDNN has no reduction over axes of size 1 alone.
      return false;
    }
    int algorithm = op.fold().isGreatest() ? dnnl.dnnl_reduction_max : dnnl.dnnl_reduction_min;
    Layout source = drafting.layouts().rowMajor(shape);
    Layout kept = drafting.layouts().rowMajor(op.kept(shape));
    Optional<Primitive> primitive =
        drafting
            .primitives()
            .find(
                "reduction",
                (result, engine, attributes) ->
                    dnnl.dnnl_reduction_primitive_desc_create(
                        result,
                        engine,
                        algorithm,
                        source.descriptor(),
                        kept.descriptor(),
                        0,
                        0,
                        attributes));
    if (primitive.isEmpty() || primitive.get().isReference()) {
      return false;
    }
    Placed x = drafting.rowMajor(node.inputs().get(0));
    Layout whole = drafting.layouts().rowMajor(drafting.shape(node.output()));
    Placed y = new Placed(kept, drafting.make(node.output(), whole).buffer());
    drafting.run(
        primitive.get(),
        source + " -> " + kept,
        Arg.of(dnnl.DNNL_ARG_SRC, x),
        Arg.of(dnnl.DNNL_ARG_DST, y));
    return true;
  }
}
