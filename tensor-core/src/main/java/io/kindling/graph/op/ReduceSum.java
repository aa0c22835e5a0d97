package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The sum over axes.
 *
 * @param axes the folded axes; empty folds all
 * @param keepDims whether folded axes stay as dimensions of 1
 */
public record ReduceSum(List<Long> axes, boolean keepDims) implements Reduction {
  /** Copies the list. */
  public ReduceSum {
    axes = List.copyOf(axes);
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      GraphBuilder g = scope.builder();
      Shape shape = scope.input(0).shape();
      Value kept = g.apply(Reshape.to(kept(shape)), scope.outputGradient());
      scope.set(0, g.apply(new Expand(shape), kept));
    }
  }
}
