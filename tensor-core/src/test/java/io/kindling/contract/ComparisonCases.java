package io.kindling.contract;

import io.kindling.graph.op.And;
import io.kindling.graph.op.Comparison;
import io.kindling.graph.op.Equal;
import io.kindling.graph.op.Greater;
import io.kindling.graph.op.GreaterOrEqual;
import io.kindling.graph.op.Less;
import io.kindling.graph.op.LessOrEqual;
import io.kindling.graph.op.Not;
import io.kindling.graph.op.Or;
import io.kindling.graph.op.Where;
import io.kindling.graph.op.Xor;

/** Comparisons, truth values, and the choice between two tensors. */
final class ComparisonCases {
  private ComparisonCases() {}

  static void addTo(OpCases t) {
    compared(t, "equal", new Equal());
    compared(t, "less", new Less());
    compared(t, "less_or_equal", new LessOrEqual());
    compared(t, "greater", new Greater());
    compared(t, "greater_or_equal", new GreaterOrEqual());
    t.row("equal_bool", new Equal(), 1);
    t.row("and", new And(), 1);
    t.row("or", new Or(), 1);
    t.row("xor", new Xor(), 1);
    t.row("not", new Not(), 0);
    t.row("where", new Where(), 0, 1, 2);
    t.row("where_broadcast", new Where(), 0, 2);
    t.row("where_int64", new Where(), 2);
    t.row("where_bool", new Where(), 1, 2);
  }

  private static void compared(OpCases t, String name, Comparison op) {
    t.row(name, op, 0);
    t.row(name + "_int32", op, 0);
    t.row(name + "_large_int64", op, 0, 1);
    t.row(name + "_uint8", op, 0, 1);
  }
}
