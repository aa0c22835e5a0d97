package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/**
 * {@code y = x} above 0, {@code alpha * (e^x - 1)} below (D. Clevert et al., 2016).
 *
 * @param alpha the slope below 0; where it is negative the sign of x cannot be seen from y, so that
 *     the gradient is a composition on x
 */
public record Elu(float alpha) implements Activation {
  @Override
  public double apply(double x) {
    return x > 0 ? x : alpha * Math.expm1(x);
  }

  @Override
  public double derivative(double y) {
    return y > 0 ? 1 : y + alpha;
  }

  @Override
  public void gradient(GradientScope scope) {
    if (alpha >= 0) {
      Activation.super.gradient(scope);
    } else if (scope.wants(0)) {
      scope.set(0, scope.builder().mul(scope.outputGradient(), slope(scope)));
    }
  }

  private Value slope(GradientScope scope) {
    GraphBuilder g = scope.builder();
    Value x = scope.input(0);
    Value above = g.relu(g.apply(new Sign(), x));
    // e^min(x, 0), so that nothing overflows above 0, where the factor is 1.
    Value decay = g.exp(g.neg(g.relu(g.neg(x))));
    Value slope = g.mul(decay, Rules.scalarLike(g, x, alpha));
    return g.add(slope, g.mul(above, Rules.scalarLike(g, x, 1.0 - alpha)));
  }
}
