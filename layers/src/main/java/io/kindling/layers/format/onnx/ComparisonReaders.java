package io.kindling.layers.format.onnx;

import io.kindling.graph.Op;
import io.kindling.graph.Value;
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
import io.kindling.layers.format.onnx.OperatorTable.Rows;
import java.util.List;

/** Operators that compare elements, combine truth values, or choose by them. */
final class ComparisonReaders {
  private static final int OR_EQUAL = 12;

  private ComparisonReaders() {}

  static void rows(Rows rows) {
    for (Op op : List.of(new Equal(), new Less(), new Greater(), new And(), new Or(), new Xor())) {
      rows.add(op.type(), OperatorTable.OLDEST, binary(op));
    }
    for (Op op : List.of(new LessOrEqual(), new GreaterOrEqual())) {
      rows.add(op.type(), OR_EQUAL, binary(op));
    }
    rows.add("Not", OperatorTable.OLDEST, NodeReader.one(n -> n.apply(new Not(), n.value(0))));
    rows.add("Max", OperatorTable.OLDEST, chain(new Max()));
    rows.add("Min", OperatorTable.OLDEST, chain(new Min()));
    rows.add(
        "Where", 9, NodeReader.one(n -> n.apply(new Where(), n.value(0), n.value(1), n.value(2))));
  }

  private static NodeReader binary(Op op) {
    return NodeReader.one(node -> node.apply(op, node.value(0), node.value(1)));
  }

  /** An operator on any number of inputs, as one on two after another. */
  private static NodeReader chain(Op op) {
    return NodeReader.one(
        node -> {
          List<Value> values = node.valuesFrom(0);
          Value result = node.value(0);
          for (Value value : values.subList(1, values.size())) {
            result = node.apply(op, result, value);
          }
          return result;
        });
  }
}
