package io.kindling.graph.op;

import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;

/** The shape rules of losses between {@code [batch, classes, d...]} and class labels. */
final class ClassLoss {
  private ClassLoss() {}

  /** Returns the type of the loss of (x, labels, weights?). */
  static Type infer(Op op, List<Type> inputs, LossReduction reduction) {
    Type x = Rules.inputs(op, inputs, 2, 3).get(0);
    Type labels = inputs.get(1);
    Rules.floating(op, x);
    boolean counted = labels.dataType() == DataType.INT32 || labels.dataType() == DataType.INT64;
    if (x.shape().rank() < 2
        || !counted
        || x.shape().dim(1) < 0
        || !x.shape().drop(1).equals(labels.shape())) {
      throw new IllegalArgumentException(
          op.type()
              + ": expected [batch, classes, ...] and labels INT32 or INT64 [batch, ...], got "
              + x
              + " and "
              + labels
              + ". Reshape one, or cast the labels.");
    }
    if (inputs.size() == 3) {
      Rules.sameType(op, x.withShape(Shape.of(x.shape().dim(1))), inputs.get(2));
    }
    return reduction == LossReduction.NONE
        ? x.withShape(labels.shape())
        : x.withShape(Shape.scalar());
  }

  /** Returns the type of the gradient of (x, labels, lossGradient, weights?). */
  static Type inferGradient(Op op, List<Type> inputs, LossReduction reduction) {
    Rules.inputs(op, inputs, 3, 4);
    List<Type> forward =
        inputs.size() == 4
            ? List.of(inputs.get(0), inputs.get(1), inputs.get(3))
            : inputs.subList(0, 2);
    Rules.sameType(op, infer(op, forward, reduction), inputs.get(2));
    return inputs.get(0);
  }

  static IllegalStateException fixedWeights(Op op) {
    return new IllegalStateException(
        op.type()
            + ": expected class weights that are not trained, got a parameter. Freeze it, or write"
            + " the loss with other operators.");
  }
}
