package io.kindling.training;

import io.kindling.layers.optimizer.Lbfgs;
import io.kindling.layers.optimizer.Optimizer;
import io.kindling.layers.optimizer.StepOptimizer;
import java.util.ArrayList;
import java.util.List;

/**
 * What an optimizer remembers from step to step: flat vectors with the layout of the parameters,
 * the number of updates, and a few numbers beside. All workers hold the same.
 */
public final class OptimizerState implements AutoCloseable {
  private final List<Parameters> slots;
  private long updates;
  private double[] numbers = {};

  private OptimizerState(List<Parameters> slots, long updates) {
    this.slots = List.copyOf(slots);
    this.updates = updates;
  }

  /** Returns the state before the first step. */
  public static OptimizerState initial(Optimizer optimizer, ParameterLayout layout) {
    List<Parameters> slots = new ArrayList<>();
    if (optimizer instanceof StepOptimizer stepping) {
      for (int slot = 0; slot < stepping.slots(); slot++) {
        Parameters vector = Parameters.zeros(layout);
        float first = stepping.initialSlot(slot);
        for (long i = 0; first != 0 && i < layout.length(); i++) {
          vector.vector().setFloat(i, first);
        }
        slots.add(vector);
      }
    } else if (optimizer instanceof Lbfgs lbfgs) {
      for (int slot = 0; slot < Curvature.slots(lbfgs.memory()); slot++) {
        slots.add(Parameters.zeros(layout));
      }
    }
    return new OptimizerState(slots, 0);
  }

  /** Returns the vectors, in the order of the optimizer. */
  public List<Parameters> slots() {
    return slots;
  }

  /** Returns how many updates were made. */
  public long updates() {
    return updates;
  }

  /** Sets how many updates were made, for vectors that come from elsewhere. */
  void updates(long number) {
    updates = number;
  }

  /** Returns what the optimizer remembers beside its vectors. */
  double[] numbers() {
    return numbers.clone();
  }

  /** Sets what {@link #numbers} returns. */
  void numbers(double[] values) {
    numbers = values.clone();
  }

  /** Counts one more update and returns its number, from 1. */
  long next() {
    return ++updates;
  }

  /** Frees the vectors. */
  @Override
  public void close() {
    slots.forEach(Parameters::close);
  }
}
