package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import java.util.List;

/**
 * The mean of the elements under a window.
 *
 * <p>Shapes: x {@code [batch, channels, d...]} to {@code [batch, channels, places...]}. Elements
 * beyond the padding, which a last window reaches in {@code ceilMode}, never count.
 *
 * @param ceilMode whether a last place that is only partly covered counts
 * @param countIncludePad whether padding counts as zeros (PyTorch's default) or not at all (the
 *     standard's and Keras' default)
 */
public record AveragePool(Window window, boolean ceilMode, boolean countIncludePad) implements Op {
  /** Returns the pooling that rounds down and leaves padding out. */
  public static AveragePool of(Window window) {
    return new AveragePool(window, false, false);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    Rules.floating(this, x);
    long channels = x.shape().rank() > 1 ? x.shape().dim(1) : 0;
    return List.of(x.withShape(window.slide(this, x.shape(), channels, ceilMode)));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      AveragePoolGradient op = new AveragePoolGradient(this, scope.input(0).shape());
      scope.set(0, scope.builder().apply(op, scope.outputGradient()));
    }
  }
}
