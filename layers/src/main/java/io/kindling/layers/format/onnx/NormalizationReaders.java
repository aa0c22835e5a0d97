package io.kindling.layers.format.onnx;

import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Cast;
import io.kindling.graph.op.Dropout;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.onnx.OperatorTable.Rows;
import java.util.List;

/** Operators that are one thing in training and another in inference. */
final class NormalizationReaders {
  private static final int FORWARD_OUTPUTS = 3;

  private NormalizationReaders() {}

  static void rows(Rows rows) {
    rows.add("BatchNormalization", 7, NodeReader.many(NormalizationReaders::spatialNormalization));
    rows.add("BatchNormalization", 9, NodeReader.many(node -> normalization(node, false)));
    rows.add(
        "BatchNormalization",
        14,
        NodeReader.many(
            node -> normalization(node, node.attributes().flag("training_mode", false))));
    rows.add("Dropout", 7, NodeReader.many(node -> dropout(node, false)));
    rows.add("Dropout", 10, NodeReader.many(node -> dropout(node, true)));
    rows.add("Dropout", 12, NodeReader.many(NormalizationReaders::switchedDropout));
  }

  private static List<Value> spatialNormalization(NodeScope node) {
    if (!node.attributes().flag("spatial", true)) {
      throw Refusal.operator(
          "expected statistics of channels, got spatial = 0. Export for opset 9 or newer.");
    }
    return normalization(node, false);
  }

  private static List<Value> normalization(NodeScope node, boolean training) {
    BatchNormalization op =
        new BatchNormalization(
            node.attributes().number("epsilon", 1e-5f),
            node.attributes().number("momentum", 0.9f),
            training,
            false);
    List<Value> results =
        node.applyAll(
            op, List.of(node.value(0), node.value(1), node.value(2), node.state(3), node.state(4)));
    return training ? results.subList(0, FORWARD_OUTPUTS) : results;
  }

  private static List<Value> dropout(NodeScope node, boolean logicalMask) {
    return dropout(node, node.attributes().number("ratio", 0.5f), logicalMask);
  }

  private static List<Value> dropout(NodeScope node, double ratio, boolean logicalMask) {
    Value x = node.value(0);
    List<Value> results = node.applyAll(new Dropout((float) ratio, node.wants(1)), List.of(x));
    return logicalMask || results.size() == 1
        ? results
        : List.of(results.get(0), node.apply(new Cast(x.dataType()), results.get(1)));
  }

  private static List<Value> switchedDropout(NodeScope node) {
    double ratio = node.has(1) ? node.number(1) : 0.5;
    boolean training = node.has(2) && node.number(2) != 0;
    node.attributes().ignore("seed");
    if (training && ratio > 0) {
      throw Refusal.of(
          FormatProblem.Kind.RANDOM,
          "expected Dropout as it is in inference, got training_mode with ratio "
              + ratio
              + ", whose mask only the library that wrote the file can draw. Export the network "
              + "for inference.");
    }
    return dropout(node, ratio, true);
  }
}
