package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.TrainingScope;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import java.util.List;

/**
 * The largest element under a window: {@code y[n, c, o] = max over k of x[n, c, o * stride + k *
 * dilation - pad]}; padding never wins, NaN always does.
 *
 * <p>Shapes: x {@code [batch, channels, d...]}; y and indices {@code [batch, channels, places...]}.
 * The first of equal elements counts, as in PyTorch.
 *
 * @param ceilMode whether a last place that is only partly covered counts
 * @param columnMajor whether indices count the first spatial axis fastest (storage_order 1)
 * @param withIndices whether there is a second output, INT64: where each maximum was found, as its
 *     index in the whole x. The training form has it; inside one plan with its gradient a backend
 *     may keep its own record of the places there, as long as nothing else reads it
 */
public record MaxPool(Window window, boolean ceilMode, boolean columnMajor, boolean withIndices)
    implements Op {
  /** Returns the pooling with one output, rounding down. */
  public static MaxPool of(Window window) {
    return new MaxPool(window, false, false, false);
  }

  /** Returns this pooling with the second output. */
  public MaxPool indexed() {
    return new MaxPool(window, ceilMode, columnMajor, true);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    long channels = x.shape().rank() > 1 ? x.shape().dim(1) : 0;
    Type y = x.withShape(window.slide(this, x.shape(), channels, ceilMode));
    return withIndices ? List.of(y, y.withDataType(DataType.INT64)) : List.of(y);
  }

  @Override
  public List<Value> train(TrainingScope scope, List<Value> inputs) {
    return scope.builder().applyAll(indexed(), inputs);
  }

  @Override
  public void gradient(GradientScope scope) {
    if (!scope.wants(0)) {
      return;
    }
    Value x = scope.input(0);
    Value indices =
        withIndices ? scope.output(1) : scope.builder().applyAll(indexed(), List.of(x)).get(1);
    scope.set(
        0,
        scope
            .builder()
            .apply(new MaxPoolGradient(indexed(), x.shape()), indices, scope.outputGradient()));
  }
}
