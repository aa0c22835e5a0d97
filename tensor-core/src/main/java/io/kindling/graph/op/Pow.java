package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * {@code y = a^b}, element by element, broadcasting; y has the element type of a.
 *
 * <p>The gradients are {@code b a^(b-1)} and {@code y ln a}; the second is NaN for negative a.
 */
public record Pow() implements Binary {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type a = Rules.inputs(this, inputs, 2).get(0);
    return List.of(a.withShape(Shape.broadcast(a.shape(), inputs.get(1).shape())));
  }

  @Override
  public double apply(double a, double b) {
    return Math.pow(a, b);
  }

  @Override
  public long apply(long a, long b) {
    if (b < 0) {
      return (long) Math.pow(a, b);
    }
    long power = 1;
    long square = a;
    for (long bits = b; bits != 0; bits >>= 1) {
      power *= (bits & 1) == 1 ? square : 1;
      square *= square;
    }
    return power;
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    Value a = scope.input(0);
    Value b = g.apply(new Cast(a.dataType()), scope.input(1));
    Value dy = scope.outputGradient();
    if (scope.wants(0)) {
      Value slope = g.mul(b, g.pow(a, g.sub(b, Rules.scalarLike(g, b, 1))));
      scope.set(0, Rules.sumTo(g, g.mul(dy, slope), a.shape()));
    }
    if (scope.wants(1)) {
      scope.set(1, Rules.sumTo(g, g.mul(dy, g.mul(scope.output(0), g.log(a))), b.shape()));
    }
  }
}
