package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.TrainingScope;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import java.util.List;

/**
 * In inference the input itself; in training {@link DropoutTraining}.
 *
 * <p>Source: N. Srivastava et al., 2014, in the inverted form that scales while training, as in
 * PyTorch and Keras.
 *
 * @param ratio the share of elements that training sets to zero, in [0, 1)
 * @param withMask whether there is a second output, BOOL: which elements were kept (all of them)
 */
public record Dropout(float ratio, boolean withMask) implements Op {
  /** Checks the ratio. */
  public Dropout {
    if (!(ratio >= 0 && ratio < 1)) {
      throw new IllegalArgumentException(
          "Dropout: expected a ratio in [0, 1), got " + ratio + ". It is the share that is lost.");
    }
  }

  /** Returns the operator with one output. */
  public static Dropout of(float ratio) {
    return new Dropout(ratio, false);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    Rules.floating(this, x);
    return withMask ? List.of(x, x.withDataType(DataType.BOOL)) : List.of(x);
  }

  @Override
  public List<Value> train(TrainingScope scope, List<Value> inputs) {
    if (ratio == 0) {
      return scope.builder().applyAll(this, inputs);
    }
    DropoutTraining op = new DropoutTraining(ratio, scope.salt());
    return scope.builder().applyAll(op, List.of(inputs.get(0), scope.rowKeys()));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      scope.set(0, scope.outputGradient());
    }
  }
}
