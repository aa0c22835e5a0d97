package io.kindling.layers.format.onnx;

import io.kindling.graph.Graph;
import io.kindling.layers.format.FormatProblem;
import io.kindling.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network from a file: the graph as it is in inference, ready to run or to be trained further.
 *
 * @param graph its parameters are initialized from the file
 * @param weights the numbers of each parameter by name, which nobody may write to; empty in a file
 *     that holds the architecture alone
 * @param opset the version of the operator set that the file uses
 * @param producer the program that wrote the file, as it calls itself
 * @param metadata what else the file says of the model, by key
 * @param fixedBatch names of the inputs whose first dimension is a number, so that an exporter may
 *     have baked its batch size in
 */
public record OnnxModel(
    Graph graph,
    Map<String, Tensor> weights,
    int opset,
    String producer,
    Map<String, String> metadata,
    List<String> fixedBatch) {
  /** Copies the collections. */
  public OnnxModel {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    metadata = Map.copyOf(metadata);
    fixedBatch = List.copyOf(fixedBatch);
  }

  /** Returns one problem for each input that has a number where the batch is expected. */
  public List<FormatProblem> fixedBatchProblems() {
    return fixedBatch.stream().map(OnnxModel::problem).toList();
  }

  private static FormatProblem problem(String input) {
    return FormatProblem.of(
        FormatProblem.Kind.UNFIT,
        "Input \"" + input + "\"",
        "expected a symbol as first dimension, got a number. Export the network with a dynamic "
            + "batch size.");
  }
}
