package io.kindling.autodiff;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;

/** Softmax cross-entropy of class indices, one number a row. */
record CrossEntropyRows() implements RowLoss {
  @Override
  public Type target(Type output) {
    return new Type(DataType.INT64, Shape.batched());
  }

  @Override
  public Value apply(GraphBuilder builder, Value output, Value target) {
    return builder.apply(SoftmaxCrossEntropyLoss.of(LossReduction.NONE), output, target);
  }
}
