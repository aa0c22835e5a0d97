package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Op;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Identity;
import io.kindling.graph.op.Reshape;
import io.kindling.graph.op.Squeeze;
import io.kindling.graph.op.Transpose;
import io.kindling.graph.op.Unsqueeze;

/** Operators that move nothing: their result is their input's memory, described otherwise. */
final class Views {
  private Views() {}

  /** Returns whether an operator keeps the elements in row-major order under another shape. */
  static boolean keepsOrder(Op op) {
    return op instanceof Reshape
        || op instanceof Flatten
        || op instanceof Squeeze
        || op instanceof Unsqueeze
        || op instanceof Identity;
  }

  static boolean reshape(Op op, Node node, Drafting drafting) {
    Placed x = drafting.made(node.inputs().get(0));
    if (drafting.shape(node.output()).equals(drafting.shape(node.inputs().get(0)))) {
      drafting.alias(node.output(), x);
      return true;
    }
    Layouts layouts = drafting.layouts();
    Element element = x.layout().element();
    Layout dense = layouts.rowMajor(element, x.layout().dims());
    Placed plain = drafting.in(node.inputs().get(0), dense);
    Layout shaped = layouts.rowMajor(element, Layouts.dims(drafting.shape(node.output())));
    drafting.alias(node.output(), new Placed(shaped, plain.buffer()));
    return true;
  }

  static boolean transpose(Transpose op, Node node, Drafting drafting) {
    Placed x = drafting.made(node.inputs().get(0));
    if (drafting.shape(node.output()).rank() == 0) {
      drafting.alias(node.output(), x);
      return true;
    }
    int[] order = op.order(x.layout().rank()).stream().mapToInt(Integer::intValue).toArray();
    drafting.alias(
        node.output(), new Placed(drafting.layouts().transposed(x.layout(), order), x.buffer()));
    return true;
  }
}
