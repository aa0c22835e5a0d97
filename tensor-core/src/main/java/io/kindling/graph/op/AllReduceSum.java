package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import java.util.List;

/**
 * The sum of a float32 tensor over all workers that run the graph, the same on each of them.
 *
 * <p>Its gradient is the sum over all workers again: each worker's x is part of every worker's y.
 */
public record AllReduceSum() implements Op {
  @Override
  public boolean isInternal() {
    return true;
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    if (x.dataType() != DataType.FLOAT32 || !x.shape().isStatic()) {
      throw new IllegalArgumentException(
          "AllReduceSum: expected FLOAT32 of the same shape on every worker, got "
              + x
              + ". Sum over the batch first.");
    }
    return List.of(x);
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      scope.set(0, scope.builder().apply(this, scope.outputGradient()));
    }
  }
}
