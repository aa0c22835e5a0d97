package io.kindling.layers.format.onnx;

import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Node;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Evaluates nodes whose inputs are all known, by reading each into a graph of its own and running
 * that on the reference backend, once for each sample batch size.
 */
final class Folding {
  private static final long MOST_ELEMENTS = 1 << 16;
  private static final long ALL_ELEMENTS = 1 << 28;

  private final int opset;
  private final ExternalData external;
  private long left = ALL_ELEMENTS;

  Folding(int opset, ExternalData external) {
    this.opset = opset;
    this.external = external;
  }

  /**
   * Returns the outputs of a node; empty where they are too large to be computed while reading, or
   * one of them would have a shape that depends on the batch.
   *
   * @param live adds what computes an output at run time
   */
  Optional<List<Known>> fold(
      NodeProto node,
      NodeReader reader,
      List<Optional<Known>> inputs,
      Function<Integer, Value> live) {
    boolean batch =
        inputs.stream()
            .flatMap(Optional::stream)
            .anyMatch(k -> k instanceof Known.Fixed fixed && fixed.dependsOnBatch());
    List<List<Tensor>> found = new ArrayList<>();
    for (int i = 0; i < (batch ? BatchSamples.COUNT : 1); i++) {
      Optional<List<Tensor>> outputs = sample(node, reader, at(inputs, i));
      if (outputs.isEmpty()) {
        return Optional.empty();
      }
      found.add(outputs.get());
    }
    if (!found.stream().allMatch(f -> shapes(f).equals(shapes(found.get(0))))) {
      return Optional.empty();
    }
    List<Known> results = new ArrayList<>();
    for (int output = 0; output < found.get(0).size(); output++) {
      int index = output;
      results.add(
          BatchSamples.of(i -> found.get(batch ? i : 0).get(index), () -> live.apply(index)));
    }
    return Optional.of(results);
  }

  private static List<Shape> shapes(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::shape).toList();
  }

  private static List<Optional<Known>> at(List<Optional<Known>> inputs, int sample) {
    return inputs.stream()
        .map(input -> input.map(k -> (Known) Known.Fixed.of(((Known.Fixed) k).at(sample))))
        .toList();
  }

  private Optional<List<Tensor>> sample(
      NodeProto node, NodeReader reader, List<Optional<Known>> inputs) {
    GraphBuilder builder = GraphBuilder.named("fold");
    Materials materials = new Materials(builder, Set.of(), Set.of());
    NodeScope scope = new NodeScope(node, opset, inputs, materials, index -> Set.of(), external);
    List<Known> results = reader.read(scope);
    scope.requireComplete(results);
    if (results.stream().allMatch(Known.Fixed.class::isInstance)) {
      return Optional.of(results.stream().map(k -> ((Known.Fixed) k).at(0)).toList());
    }
    for (int i = 0; i < results.size(); i++) {
      builder.output("output " + i, materials.value(results.get(i), Parameter.Role.TRAINABLE));
    }
    Graph graph = builder.build();
    return fits(graph) ? Optional.of(run(graph, results.size())) : Optional.empty();
  }

  private boolean fits(Graph graph) {
    long all = 0;
    for (Node node : graph.nodes()) {
      List<Value> values = new ArrayList<>(node.inputs());
      values.addAll(node.outputs());
      for (Value value : values) {
        if (!value.shape().isStatic() || value.shape().size() > MOST_ELEMENTS) {
          return false;
        }
        all += value.shape().size();
      }
    }
    left -= all;
    return left >= 0;
  }

  private static List<Tensor> run(Graph graph, int outputs) {
    List<Tensor> found = new ArrayList<>();
    try (ReferenceBackend backend = new ReferenceBackend();
        Plan plan = backend.compile(graph, CompileOptions.of(1))) {
      plan.run();
      for (int i = 0; i < outputs; i++) {
        found.add(plan.tensor("output " + i).copy());
      }
    }
    return found;
  }
}
