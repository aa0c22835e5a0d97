package io.kindling.autodiff;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;

/** The mean of squared errors over all axes but the batch. */
record SquaredErrorRows() implements RowLoss {
  @Override
  public Type target(Type output) {
    return output;
  }

  @Override
  public Value apply(GraphBuilder g, Value output, Value target) {
    Value error = g.sub(output, target);
    Value squared = g.mul(error, error);
    return output.shape().rank() == 1 ? squared : g.reduceMean(squared, false, 1);
  }
}
