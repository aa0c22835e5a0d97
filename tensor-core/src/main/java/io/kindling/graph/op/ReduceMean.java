package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The mean over axes.
 *
 * @param axes the folded axes; empty folds all
 * @param keepDims whether folded axes stay as dimensions of 1
 */
public record ReduceMean(List<Long> axes, boolean keepDims) implements Reduction {
  /** Copies the list. */
  public ReduceMean {
    axes = List.copyOf(axes);
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      GraphBuilder g = scope.builder();
      Shape shape = scope.input(0).shape();
      Value kept = g.apply(Reshape.to(kept(shape)), scope.outputGradient());
      scope.set(0, g.apply(new Expand(shape), g.div(kept, count(g, scope))));
    }
  }

  private Value count(GraphBuilder g, GradientScope scope) {
    Shape shape = scope.input(0).shape();
    List<Integer> folded = axes(shape);
    if (folded.stream().allMatch(axis -> shape.dim(axis) >= 0)) {
      double count = folded.stream().mapToDouble(shape::dim).reduce(1, (a, b) -> a * b);
      return Rules.scalarLike(g, scope.input(0), count);
    }
    // The mean runs over the batch, whose size is known when the plan is compiled.
    Value elements =
        g.apply(new Cast(scope.input(0).dataType()), g.apply(new Size(), scope.input(0)));
    Value results =
        g.apply(new Cast(scope.input(0).dataType()), g.apply(new Size(), scope.output(0)));
    return g.div(elements, results);
  }
}
