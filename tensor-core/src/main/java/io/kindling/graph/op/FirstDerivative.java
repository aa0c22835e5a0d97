package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;

/** A fused gradient of another operator: never written to a file, and not differentiated again. */
public interface FirstDerivative extends Op {
  @Override
  default boolean isInternal() {
    return true;
  }

  /**
   * Refuses.
   *
   * @throws IllegalStateException always
   */
  @Override
  default void gradient(GradientScope scope) {
    throw new IllegalStateException(
        type()
            + ": expected first derivatives only, got a gradient of a gradient. Write the loss with"
            + " operators that are compositions.");
  }
}
