package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.TrainingScope;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The maximum over all spatial axes: {@code [batch, channels, d...] -> [batch, channels, 1...]}; in
 * training a {@link MaxPool} with a window of the input's size.
 */
public record GlobalMaxPool() implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    Rules.floating(this, x);
    return List.of(x.withShape(Rules.globallyPooled(this, x.shape())));
  }

  @Override
  public List<Value> train(TrainingScope scope, List<Value> inputs) {
    return scope.builder().applyAll(windowed(inputs.get(0).shape()), inputs);
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      Value x = scope.input(0);
      MaxPool pool = windowed(x.shape());
      Value indices = scope.builder().applyAll(pool, List.of(x)).get(1);
      MaxPoolGradient op = new MaxPoolGradient(pool, x.shape());
      scope.set(0, scope.builder().apply(op, indices, scope.outputGradient()));
    }
  }

  private static MaxPool windowed(Shape input) {
    return MaxPool.of(Window.of(input.slice(2, input.rank()).dims())).indexed();
  }
}
