package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.MatMul;
import io.kindling.tensor.Shape;
import java.util.stream.Stream;

/**
 * About how long a graph takes on one thread.
 *
 * @param nodes that compute, each of which a team would meet at
 */
record Effort(double nanos, int nodes) {
  private static final double OPERATIONS_PER_NANO = 100;
  private static final double BYTES_PER_NANO = 10;

  /** What it takes to hand work to other threads once and to wait for them. */
  private static final double HAND_OVER_NANOS = 20_000;

  static Effort of(LiveNodes live, long batch) {
    double nanos = live.nodes().stream().mapToDouble(node -> nanos(node, batch)).sum();
    return new Effort(nanos, live.nodes().size());
  }

  /** Returns whether threads that share all of it in one go gain nothing. */
  boolean isTiny(int threads) {
    return saved(threads) < HAND_OVER_NANOS;
  }

  /** Returns whether threads that meet after every node gain nothing. */
  boolean isSmall(int threads) {
    return saved(threads) < RowParts.TEAM_NANOS * nodes;
  }

  private double saved(int threads) {
    return nanos * (threads - 1) / threads;
  }

  private static double nanos(Node node, long batch) {
    double bytes =
        Stream.concat(node.inputs().stream(), node.outputs().stream())
            .mapToDouble(value -> size(value, batch) * value.dataType().bytes())
            .sum();
    return operations(node, batch) / OPERATIONS_PER_NANO + bytes / BYTES_PER_NANO;
  }

  private static double operations(Node node, long batch) {
    if (node.op() instanceof Conv) {
      return sums(node.output(), node.inputs().get(1), batch);
    } else if (node.op() instanceof ConvInputGradient) {
      return sums(node.inputs().get(1), node.inputs().get(0), batch);
    } else if (node.op() instanceof ConvWeightGradient) {
      return sums(node.inputs().get(1), node.outputs().get(0), batch);
    } else if (node.op() instanceof Gemm gemm) {
      Shape a = shape(node.inputs().get(0), batch);
      return 2 * size(node.output(), batch) * a.dim(gemm.transposeA() ? 0 : 1);
    } else if (node.op() instanceof MatMul) {
      Shape a = shape(node.inputs().get(0), batch);
      return 2 * size(node.output(), batch) * a.dim(a.rank() - 1);
    }
    return 0;
  }

  /** Returns a multiplication and an addition for each element of a kernel and each result. */
  private static double sums(Value result, Value kernels, long batch) {
    return 2 * size(result, batch) * size(kernels, batch) / shape(kernels, batch).dim(0);
  }

  private static double size(Value value, long batch) {
    return shape(value, batch).size();
  }

  private static Shape shape(Value value, long batch) {
    return value.shape().bind(batch);
  }
}
