package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.op.Concat;
import io.kindling.graph.op.Slice;
import io.kindling.graph.op.Slice.Range;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;

/** Tensors put together and taken apart. */
final class Joins {
  private Joins() {}

  static boolean concat(Concat op, Node node, Drafting drafting) {
    Shape shape = drafting.shape(node.output());
    Layout first = drafting.made(node.inputs().get(0)).layout();
    List<Placed> parts = new ArrayList<>();
    boolean alike =
        node.inputs().stream()
            .map(value -> drafting.made(value).layout())
            .allMatch(layout -> layout.isAlike(first));
    node.inputs()
        .forEach(value -> parts.add(alike ? drafting.made(value) : drafting.rowMajor(value)));
    Optional<Primitive> found =
        drafting
            .primitives()
            .concat(
                parts.stream().map(Placed::layout).toList(), shape.axis(op.axis()), shape.dims());
    if (found.isEmpty()) {
      return false;
    }
    Placed y = drafting.make(node.output(), found.get().layout(dnnl.DNNL_ARG_DST));
    Arg[] args = new Arg[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      args[i] = Arg.of(dnnl.DNNL_ARG_MULTIPLE_SRC + i, parts.get(i));
    }
    args[parts.size()] = Arg.of(dnnl.DNNL_ARG_DST, y);
    drafting.run(found.get(), parts.size() + " parts -> " + y.layout(), args);
    return true;
  }

  static boolean slice(Slice op, Node node, Drafting drafting) {
    Shape shape = drafting.shape(node.inputs().get(0));
    List<Range> ranges = op.ranges(shape);
    if (shape.rank() == 0 || ranges.stream().anyMatch(range -> range.step() != 1)) {
      return false;
    }
    Element element = drafting.made(node.inputs().get(0)).layout().element();
    Placed x =
        drafting.in(node.inputs().get(0), drafting.layouts().rowMajor(element, shape.dims()));
    long[] dims = ranges.stream().mapToLong(Range::count).toArray();
    long[] starts = ranges.stream().mapToLong(Range::start).toArray();
    dnnl_memory_desc part = drafting.layouts().part(x.layout(), dims, starts);
    Layout dense = drafting.layouts().rowMajor(element, dims);
    Primitive primitive = drafting.primitives().reorder(part, dense.descriptor());
    Placed y = drafting.make(node.output(), dense);
    drafting.run(
        primitive,
        "part of " + x.layout() + " -> " + dense,
        new Arg(dnnl.DNNL_ARG_FROM, part, x.buffer()),
        Arg.of(dnnl.DNNL_ARG_TO, y));
    return true;
  }
}
