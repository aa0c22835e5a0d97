package io.kindling.contract;

import io.kindling.graph.op.AllReduceSum;
import io.kindling.graph.op.Concat;
import io.kindling.graph.op.Dropout;
import io.kindling.graph.op.DropoutTraining;
import io.kindling.graph.op.Expand;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Gather;
import io.kindling.graph.op.GatherElements;
import io.kindling.graph.op.Pad;
import io.kindling.graph.op.Reshape;
import io.kindling.graph.op.ShapeOf;
import io.kindling.graph.op.Size;
import io.kindling.graph.op.Slice;
import io.kindling.graph.op.Squeeze;
import io.kindling.graph.op.Transpose;
import io.kindling.graph.op.Unsqueeze;
import io.kindling.tensor.Shape;
import java.util.List;

/** Operators that move elements or look at shapes, and dropout. */
final class MoveCases {
  private MoveCases() {}

  static void addTo(OpCases t) {
    t.row("reshape", new Reshape(List.of(0L, -1L)), 0);
    t.row("flatten", new Flatten(1), 0);
    t.row("flatten_front", new Flatten(0), 0);
    t.row("squeeze", new Squeeze(List.of(-2L)), 0);
    t.row("squeeze_all", new Squeeze(List.of()), 0);
    t.row("unsqueeze", new Unsqueeze(List.of(-1L, 1L)), 0);
    t.row("transpose", new Transpose(List.of(2, 0, 1)), 0);
    t.row("transpose_reversed", new Transpose(List.of()), 0);
    t.row("expand", new Expand(Shape.of(2, 3, 4)));
    t.row("concat", new Concat(1), 0, 1, 2);
    t.row("concat_batch", new Concat(0), 0, 1);
    t.row("concat_bool", new Concat(-1));
    t.row(
        "slice",
        new Slice(List.of(1L, -3L), List.of(-1L, Long.MAX_VALUE), List.of(1L, 2L), List.of()),
        0);
    t.row(
        "slice_steps",
        new Slice(List.of(-1L, 1L), List.of(-4L, 100L), List.of(1L, -1L), List.of(-2L, 3L)),
        0);
    t.row("slice_clamped", Slice.of(1, -100, 0), 0);
    t.row("gather_rows", new Gather(0), 1);
    t.row("gather_columns", new Gather(1), 0);
    t.row("gather_scalar", new Gather(-1), 0);
    t.row("gather_elements", new GatherElements(1), 0, 1);
    t.row("gather_elements_outer", new GatherElements(0));
    t.row("gather_elements_negative", new GatherElements(-2), 0, 1);
    t.row("gather_elements_bool", new GatherElements(-1), 0, 1);
    t.row("pad", new Pad(List.of(0L, 0L, 2L, 0L, 3L, 1L), 0), 0);
    t.row("pad_value", new Pad(List.of(0L, 2L, 1L, 0L, 1L, 0L), -1.5), 0);
    t.row("pad_and_crop", new Pad(List.of(0L, 1L, -1L, 0L, -2L, 2L), 0), 0);
    t.row("pad_outer", new Pad(List.of(1L, 0L, 1L, 0L), 0));
    t.row("pad_int64", new Pad(List.of(0L, 1L, 0L, 1L), 7), 0);
    t.row("size", new Size(), 0);
    t.row("shape", ShapeOf.all(), 0);
    t.row("shape_part", new ShapeOf(1, -1), 0);
    t.row("all_reduce_sum", new AllReduceSum());
    t.row("dropout", Dropout.of(0.4f), 0);
    t.row("dropout_mask", new Dropout(0.4f, true), 0);
    t.row("dropout_training", new DropoutTraining(0.4f, 7), 0, 1);
  }
}
