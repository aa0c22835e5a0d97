package io.kindling.bench.limit;

import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.MatMul;
import io.kindling.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts the floating-point operations of convolutions and matrix products; a multiplication and an
 * addition are two, and convolutions count as direct ones, padding included.
 */
public final class Arithmetic {
  private Arithmetic() {}

  /** Returns the operations of one run of a graph. */
  public static double forward(Graph graph, long batch) {
    return graph.nodes().stream().mapToDouble(node -> of(node, batch)).sum();
  }

  /**
   * Returns the operations of one training step: the gradient of the weights takes as many as the
   * product itself, and so does that of the input, which is needed only behind other parameters.
   */
  public static double step(Graph graph, long batch) {
    Set<Value> trained = new HashSet<>();
    graph.trainable().forEach(parameter -> trained.add(parameter.value()));
    double sum = 0;
    for (Node node : graph.nodes()) {
      List<Value> inputs = node.inputs();
      long factors = inputs.stream().limit(2).filter(trained::contains).count();
      sum += (1 + factors) * of(node, batch);
      if (inputs.stream().anyMatch(trained::contains)) {
        trained.addAll(node.outputs());
      }
    }
    return sum;
  }

  private static double of(Node node, long batch) {
    double outputs = node.output().shape().bind(batch).size();
    if (node.op() instanceof Conv) {
      Shape weights = node.inputs().get(1).shape();
      return 2 * outputs * weights.drop(0).size();
    }
    Shape left = node.inputs().get(0).shape().bind(batch);
    if (node.op() instanceof Gemm gemm) {
      return 2 * outputs * left.dim(gemm.transposeA() ? 0 : 1);
    }
    if (node.op() instanceof MatMul) {
      return 2 * outputs * left.dim(left.rank() - 1);
    }
    return 0;
  }
}
