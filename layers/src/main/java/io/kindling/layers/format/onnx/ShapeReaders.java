package io.kindling.layers.format.onnx;

import io.kindling.graph.Value;
import io.kindling.graph.op.Concat;
import io.kindling.graph.op.Expand;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Gather;
import io.kindling.graph.op.GatherElements;
import io.kindling.graph.op.Reshape;
import io.kindling.graph.op.Slice;
import io.kindling.graph.op.Squeeze;
import io.kindling.graph.op.Transpose;
import io.kindling.graph.op.Unsqueeze;
import io.kindling.layers.format.onnx.OperatorTable.Rows;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that move elements and leave their values. */
final class ShapeReaders {
  private ShapeReaders() {}

  static void rows(Rows rows) {
    rows.add("Reshape", 7, NodeReader.one(node -> reshape(node, false)));
    rows.add("Reshape", 14, NodeReader.one(node -> reshape(node, true)));
    rows.add("Flatten", 7, NodeReader.one(ShapeReaders::flatten));
    rows.add("Transpose", 7, NodeReader.one(ShapeReaders::transpose));
    rows.add("Squeeze", 7, NodeReader.one(node -> squeeze(node, false)));
    rows.add("Squeeze", 13, NodeReader.one(node -> squeeze(node, true)));
    rows.add("Unsqueeze", 7, NodeReader.one(node -> unsqueeze(node, false)));
    rows.add("Unsqueeze", 13, NodeReader.one(node -> unsqueeze(node, true)));
    rows.add("Concat", 7, NodeReader.one(ShapeReaders::concat));
    rows.add("Slice", 7, NodeReader.one(node -> slice(node, false)));
    rows.add("Slice", 10, NodeReader.one(node -> slice(node, true)));
    rows.add("Gather", 7, NodeReader.one(ShapeReaders::gather));
    rows.add("GatherElements", 11, NodeReader.one(ShapeReaders::gatherElements));
    PadReaders.rows(rows);
    rows.add(
        "Expand", 8, NodeReader.one(node -> node.apply(new Expand(node.dims(1)), node.value(0))));
  }

  private static int axis(NodeScope node, long absent) {
    return Math.toIntExact(node.attributes().integer("axis", absent));
  }

  private static Value reshape(NodeScope node, boolean zeroIsKnown) {
    boolean allowZero = zeroIsKnown && node.attributes().flag("allowzero", false);
    boolean batch = node.known(1) instanceof Known.Fixed fixed && fixed.dependsOnBatch();
    Reshape op =
        batch ? Reshape.to(resolved(node, allowZero)) : new Reshape(node.longs(1), allowZero);
    return node.apply(op, node.value(0));
  }

  /** Returns the result's shape where the wanted dimensions were computed from the batch. */
  private static Shape resolved(NodeScope node, boolean allowZero) {
    List<long[]> samples = new ArrayList<>();
    for (int i = 0; i < BatchSamples.COUNT; i++) {
      long[] dims = node.fixed(1, i).toLongs();
      Reshape op = new Reshape(Arrays.stream(dims).boxed().toList(), allowZero);
      Shape bound = BatchSamples.bind(node.type(0).shape(), i);
      samples.add(op.infer(List.of(node.type(0).withShape(bound))).get(0).shape().dims());
    }
    return BatchSamples.shape(samples);
  }

  private static Value flatten(NodeScope node) {
    return node.apply(new Flatten(axis(node, 1)), node.value(0));
  }

  private static Value transpose(NodeScope node) {
    List<Integer> order =
        node.attributes().integers("perm").orElse(List.of()).stream()
            .map(Math::toIntExact)
            .toList();
    return node.apply(new Transpose(order), node.value(0));
  }

  private static Value squeeze(NodeScope node, boolean asInput) {
    return node.apply(new Squeeze(node.longs(1, "axes", asInput).orElse(List.of())), node.value(0));
  }

  private static Value unsqueeze(NodeScope node, boolean asInput) {
    List<Long> axes =
        node.longs(1, "axes", asInput)
            .orElseThrow(() -> Refusal.malformed("expected axes, got none. Mend the file."));
    return node.apply(new Unsqueeze(axes), node.value(0));
  }

  private static Value concat(NodeScope node) {
    if (!node.attributes().has("axis")) {
      throw Refusal.malformed("expected an attribute \"axis\", got none. Mend the file.");
    }
    return node.applyAll(new Concat(axis(node, 0)), node.valuesFrom(0)).get(0);
  }

  private static Value gather(NodeScope node) {
    return node.apply(new Gather(axis(node, 0)), node.value(0), node.value(1));
  }

  private static Value gatherElements(NodeScope node) {
    return node.apply(new GatherElements(axis(node, 0)), node.value(0), node.value(1));
  }

  private static Value slice(NodeScope node, boolean asInput) {
    List<Long> starts = node.longs(1, "starts", asInput).orElse(List.of());
    List<Long> ends = node.longs(2, "ends", asInput).orElse(List.of());
    List<Long> axes = node.longs(3, "axes", asInput).orElse(List.of());
    List<Long> steps = asInput ? node.longs(4, "steps", true).orElse(List.of()) : List.of();
    return node.apply(new Slice(starts, ends, axes, steps), node.value(0));
  }
}
