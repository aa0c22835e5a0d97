package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;

/** The mean over all spatial axes: {@code [batch, channels, d...] -> [batch, channels, 1...]}. */
public record GlobalAveragePool() implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    Rules.floating(this, x);
    return List.of(x.withShape(Rules.globallyPooled(this, x.shape())));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      GraphBuilder g = scope.builder();
      Shape shape = scope.input(0).shape();
      Value dy = scope.outputGradient();
      Value share = g.mul(dy, Rules.scalarLike(g, dy, 1.0 / shape.size(2, shape.rank())));
      scope.set(0, g.apply(new Expand(shape), share));
    }
  }
}
