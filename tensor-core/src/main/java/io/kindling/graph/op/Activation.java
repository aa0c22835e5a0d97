package io.kindling.graph.op;

import io.kindling.graph.GradientScope;

/**
 * An elementwise nonlinearity whose derivative is known from its output alone, so that the input
 * need not be kept: {@code dL/dx = dL/dy * f'(y)}.
 */
public interface Activation extends Unary {
  /** Returns the derivative at the point where the result is {@code y}. */
  double derivative(double y);

  @Override
  default void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      scope.set(
          0,
          scope
              .builder()
              .apply(new ActivationGradient(this), scope.output(0), scope.outputGradient()));
    }
  }
}
