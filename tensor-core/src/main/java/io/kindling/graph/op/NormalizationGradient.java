package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;

/** The gradient of {@link BatchNormalization} in inference: an affine map of each channel. */
final class NormalizationGradient {
  private NormalizationGradient() {}

  static void withFixedStatistics(GradientScope scope, float epsilon) {
    GraphBuilder g = scope.builder();
    Value x = scope.input(0);
    Value dy = scope.outputGradient();
    Shape channels = channels(x.shape());
    Value scale = g.apply(Reshape.to(channels), scope.input(1));
    Value mean = g.apply(Reshape.to(channels), scope.input(3));
    Value variance = g.apply(Reshape.to(channels), scope.input(4));
    Value shifted = g.add(variance, Rules.scalarLike(g, variance, epsilon));
    Value deviation = g.sqrt(shifted);
    Value slope = g.div(scale, deviation);
    if (scope.wants(0)) {
      scope.set(0, g.mul(dy, slope));
    }
    Value normalized = g.div(g.sub(x, mean), deviation);
    if (scope.wants(1)) {
      scope.set(1, perChannel(g, g.mul(dy, normalized)));
    }
    if (scope.wants(2)) {
      scope.set(2, perChannel(g, dy));
    }
    if (scope.wants(3)) {
      scope.set(3, perChannel(g, g.neg(g.mul(dy, slope))));
    }
    if (scope.wants(4)) {
      Value half = Rules.scalarLike(g, dy, -0.5);
      Value each = g.div(g.mul(g.mul(dy, normalized), g.mul(scale, half)), shifted);
      scope.set(4, perChannel(g, each));
    }
  }

  /** Returns the shape {@code [1, channels, 1, ...]} that broadcasts along an input. */
  static Shape channels(Shape input) {
    long[] dims = LongStream.range(0, input.rank()).map(i -> 1).toArray();
    dims[1] = input.dim(1);
    return Shape.of(dims);
  }

  /** Returns all axes but the channels. */
  static List<Long> others(Shape input) {
    return LongStream.range(0, input.rank()).filter(i -> i != 1).boxed().toList();
  }

  private static Value perChannel(GraphBuilder g, Value each) {
    return g.apply(new ReduceSum(others(each.shape()), false), each);
  }
}
