package io.kindling.contract;

import io.kindling.graph.op.Max;
import io.kindling.graph.op.Min;
import io.kindling.graph.op.ReduceMax;
import io.kindling.graph.op.ReduceMin;
import java.util.List;

/** The greatest and the least, of two tensors and over axes. */
final class ExtremumCases {
  private ExtremumCases() {}

  static void addTo(OpCases t) {
    t.row("max", new Max(), 0, 1);
    t.row("max_broadcast", new Max(), 0);
    t.row("max_int8", new Max(), 0);
    t.row("max_large_int64", new Max(), 0, 1);
    t.row("max_ties", new Max(), 0, 1);
    t.row("min", new Min(), 0, 1);
    t.row("min_broadcast", new Min(), 1);
    t.row("min_uint8", new Min(), 0);
    t.row("min_ties", new Min(), 0, 1);
    t.row("reduce_max_all", new ReduceMax(List.of(), false), 0);
    t.row("reduce_max_middle", new ReduceMax(List.of(-2L), false), 0);
    t.row("reduce_max_kept", new ReduceMax(List.of(2L, 0L), true), 0);
    t.row("reduce_max_last", new ReduceMax(List.of(-1L), false), 0);
    t.row("reduce_max_single", new ReduceMax(List.of(1L), false), 0);
    t.row("reduce_max_ties", new ReduceMax(List.of(1L), false), 0);
    t.row("reduce_max_int8", new ReduceMax(List.of(0L), false), 0);
    t.row("reduce_max_bool", new ReduceMax(List.of(1L), false), 0);
    t.row("reduce_max_long_rows", new ReduceMax(List.of(-1L), false), 0);
    t.row("reduce_max_long_columns", new ReduceMax(List.of(0L), false), 0);
    t.row("reduce_min_all", new ReduceMin(List.of(), false), 0);
    t.row("reduce_min_middle", new ReduceMin(List.of(1L), false), 0);
    t.row("reduce_min_kept", new ReduceMin(List.of(0L, -1L), true), 0);
    t.row("reduce_min_last", new ReduceMin(List.of(1L), false), 0);
    t.row("reduce_min_single", new ReduceMin(List.of(1L), false), 0);
    t.row("reduce_min_ties", new ReduceMin(List.of(-1L), false), 0);
    t.row("reduce_min_int8", new ReduceMin(List.of(0L), false), 0);
    t.row("reduce_min_bool", new ReduceMin(List.of(1L), false), 0);
  }
}
