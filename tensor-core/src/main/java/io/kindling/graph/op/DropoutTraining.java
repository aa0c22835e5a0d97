package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * Sets a random share of the elements to zero and scales the others: {@code (x, rowKeys) -> y,
 * mask}, {@code y = mask ? x / (1 - ratio) : 0}.
 *
 * <p>Whether element j of row i is kept depends on {@code rowKeys[i]}, the salt and j alone, not on
 * the other rows or their number. Shapes: x {@code [batch, ...]} (or a multiple of the batch
 * first), rowKeys INT64 {@code [batch]}, mask BOOL like x.
 *
 * @param salt tells this node's masks from those of other nodes with the same keys
 */
public record DropoutTraining(float ratio, long salt) implements Op {
  @Override
  public boolean isInternal() {
    return true;
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 2).get(0);
    Type keys = inputs.get(1);
    Rules.floating(this, x);
    boolean batchFirst =
        x.shape().rank() > 0
            && keys.shape().rank() == 1
            && Shape.of(x.shape().dim(0)).isStatic() == keys.shape().isStatic();
    if (keys.dataType() != DataType.INT64 || !batchFirst) {
      throw new IllegalArgumentException(
          "Dropout: expected input [batch, ...] in training, got "
              + x
              + " with row keys "
              + keys
              + ". Move the batch to the first axis.");
    }
    return List.of(x, x.withDataType(DataType.BOOL));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      DropoutGradient op = new DropoutGradient(ratio);
      scope.set(0, scope.builder().apply(op, scope.output(1), scope.outputGradient()));
    }
  }
}
