package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Convolution (cross-correlation) over one to three spatial axes.
 *
 * <p>{@code y[n, m, o] = b[m] + sum over c, k of x[n, c, o * stride + k * dilation - pad] * w[m, c,
 * k]}, where c runs over the channels of m's group.
 *
 * <p>Shapes: x {@code [batch, channels, d...]}, w {@code [outputs, channels / group, kernel...]}, b
 * {@code [outputs]} (optional); y {@code [batch, outputs, places...]}.
 *
 * @param group the number of groups that channels and outputs are split into
 */
public record Conv(Window window, long group) implements Op {
  /** Checks the number of groups. */
  public Conv {
    if (group < 1) {
      throw new IllegalArgumentException(
          "Conv: expected 1 group or more, got " + group + ". Use 1 for a plain convolution.");
    }
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 2, 3).get(0);
    Type w = inputs.get(1);
    Rules.floating(this, x);
    Rules.sameDataType(this, x, w);
    int rank = window.rank() + 2;
    if (x.shape().rank() != rank
        || w.shape().rank() != rank
        || !w.shape().slice(2, rank).equals(Shape.of(window.kernel()))
        || w.shape().dim(1) * group != x.shape().dim(1)
        || w.shape().dim(0) % group != 0) {
      throw new IllegalArgumentException(
          "Conv: expected input [batch, channels"
              + ", size".repeat(window.rank())
              + "] and weights [outputs, channels / "
              + group
              + "] with kernel "
              + window.kernel()
              + ", got "
              + x.shape()
              + " and "
              + w.shape()
              + ". Put a Reshape before it, or change the kernel or the groups.");
    }
    if (inputs.size() == 3) {
      Rules.sameType(this, w.withShape(Shape.of(w.shape().dim(0))), inputs.get(2));
    }
    return List.of(x.withShape(window.slide(this, x.shape(), w.shape().dim(0), false)));
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    Value x = scope.input(0);
    Value w = scope.input(1);
    Value dy = scope.outputGradient();
    boolean bias = scope.node().inputs().size() == 3 && scope.wants(2);
    if (scope.wants(0)) {
      scope.set(0, g.apply(new ConvInputGradient(window, group, x.shape()), w, dy));
    }
    if (scope.wants(1)) {
      List<Value> found =
          g.applyAll(new ConvWeightGradient(window, group, w.shape(), bias), List.of(x, dy));
      scope.set(1, found.get(0));
      if (bias) {
        scope.set(2, found.get(1));
      }
    } else if (bias) {
      List<Long> axes = new ArrayList<>(List.of(0L));
      LongStream.range(2, dy.shape().rank()).forEach(axes::add);
      scope.set(2, g.apply(new ReduceSum(axes, false), dy));
    }
  }
}
