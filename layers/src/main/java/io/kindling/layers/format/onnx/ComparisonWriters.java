package io.kindling.layers.format.onnx;

import io.kindling.graph.Node;
import io.kindling.graph.Op;
import io.kindling.graph.op.And;
import io.kindling.graph.op.Equal;
import io.kindling.graph.op.Greater;
import io.kindling.graph.op.GreaterOrEqual;
import io.kindling.graph.op.Less;
import io.kindling.graph.op.LessOrEqual;
import io.kindling.graph.op.Max;
import io.kindling.graph.op.Min;
import io.kindling.graph.op.Not;
import io.kindling.graph.op.Or;
import io.kindling.graph.op.Where;
import io.kindling.graph.op.Xor;
import io.kindling.layers.format.onnx.WriterTable.Rows;
import io.kindling.tensor.DataType;

/** Operators that compare elements, combine truth values, or choose by them. */
final class ComparisonWriters {
  private ComparisonWriters() {}

  static void rows(Rows rows) {
    rows.add(Equal.class, ComparisonWriters::equalSince, (op, sink) -> {});
    rows.add(Less.class, ComparisonWriters::orderSince, (op, sink) -> {});
    rows.add(Greater.class, ComparisonWriters::orderSince, (op, sink) -> {});
    rows.plain(LessOrEqual.class, 12);
    rows.plain(GreaterOrEqual.class, 12);
    rows.plain(And.class);
    rows.plain(Or.class);
    rows.plain(Xor.class);
    rows.plain(Not.class);
    rows.add(Max.class, ComparisonWriters::extremumSince, (op, sink) -> {});
    rows.add(Min.class, ComparisonWriters::extremumSince, (op, sink) -> {});
    rows.plain(Where.class, 9);
  }

  private static DataType type(Node node) {
    return node.inputs().get(0).dataType();
  }

  private static int equalSince(Equal op, Node node) {
    return switch (type(node)) {
      case BOOL, INT32, INT64 -> 7;
      default -> 11;
    };
  }

  private static int orderSince(Op op, Node node) {
    return type(node).isFloating() ? 7 : 9;
  }

  /** Broadcasting came first, then integers. */
  private static int extremumSince(Op op, Node node) {
    if (!type(node).isFloating()) {
      return 12;
    }
    return node.inputs().get(0).shape().equals(node.inputs().get(1).shape()) ? 7 : 8;
  }
}
