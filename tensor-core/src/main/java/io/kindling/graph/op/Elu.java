package io.kindling.graph.op;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.TrainingScope;
import io.kindling.graph.Value;
import java.util.List;

/**
 * {@code y = x} above 0, {@code alpha * (e^x - 1)} below (D. Clevert et al., 2016).
 *
 * @param alpha the slope below 0; where it is negative the sign of x cannot be seen from y, so that
 *     the training form is a composition
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
  public List<Value> train(TrainingScope scope, List<Value> inputs) {
    GraphBuilder g = scope.builder();
    if (alpha >= 0) {
      return g.applyAll(this, inputs);
    }
    Value x = inputs.get(0);
    Value one = Rules.scalarLike(g, x, 1);
    Value below = g.sub(g.exp(g.neg(g.relu(g.neg(x)))), one);
    return List.of(g.add(g.relu(x), g.mul(below, Rules.scalarLike(g, x, alpha))));
  }
}
