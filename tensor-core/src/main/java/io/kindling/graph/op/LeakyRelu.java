package io.kindling.graph.op;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.TrainingScope;
import io.kindling.graph.Value;
import java.util.List;

/**
 * {@code y = x} for x of 0 or more, {@code alpha * x} below; the derivative at 0 is alpha, as in
 * PyTorch.
 *
 * @param alpha the slope below 0; where it is negative the sign of x cannot be seen from y, so that
 *     the training form is a composition
 */
public record LeakyRelu(float alpha) implements Activation {
  @Override
  public double apply(double x) {
    return x >= 0 ? x : alpha * x;
  }

  @Override
  public double derivative(double y) {
    return y > 0 ? 1 : alpha;
  }

  @Override
  public List<Value> train(TrainingScope scope, List<Value> inputs) {
    GraphBuilder g = scope.builder();
    if (alpha >= 0) {
      return g.applyAll(this, inputs);
    }
    Value x = inputs.get(0);
    Value below = g.mul(g.relu(g.neg(x)), Rules.scalarLike(g, x, alpha));
    return List.of(g.sub(g.relu(x), below));
  }
}
