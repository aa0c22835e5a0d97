package io.kindling.training;

import io.kindling.tensor.Tensor;
import java.util.Map;

/** Words what is known when a loss or a gradient is no longer a finite number. */
final class Divergence {
  private Divergence() {}

  static String describe(
      double loss,
      Parameters gradient,
      double weight,
      TrainingState state,
      long epoch,
      double rate) {
    String name = "none";
    double largest = -1;
    for (Map.Entry<String, Tensor> view : gradient.views().entrySet()) {
      double found = largest(view.getValue()) / weight;
      if (Double.isNaN(found) || found > largest) {
        name = view.getKey();
        largest = found;
      }
      if (Double.isNaN(found)) {
        break;
      }
    }
    return "Trainer: expected a finite loss and gradient, got loss "
        + loss
        + " in epoch "
        + epoch
        + " at step "
        + state.steps()
        + "; largest gradient "
        + largest
        + " in "
        + name
        + ", norm of the gradient one step before "
        + state.lastNorm()
        + ", learning rate "
        + rate
        + ". Lower the learning rate, clip gradients or look for such numbers in the data.";
  }

  private static double largest(Tensor values) {
    double largest = 0;
    for (long i = 0; i < values.size(); i++) {
      float value = values.getFloat(i);
      if (Float.isNaN(value)) {
        return Double.NaN;
      }
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
