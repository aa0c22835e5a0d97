package io.kindling.training;

import io.kindling.layers.optimizer.Lbfgs;
import io.kindling.layers.optimizer.Optimizer;
import io.kindling.layers.optimizer.StepOptimizer;
import io.kindling.tensor.MemoryRoom;
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

  /**
   * Returns the state before the first step.
   *
   * @throws IllegalArgumentException when there is no room for its vectors
   */
  public static OptimizerState initial(Optimizer optimizer, ParameterLayout layout) {
    long count = slots(optimizer);
    MemoryRoom.check(
        "Training",
        Math.multiplyExact(count * Float.BYTES, layout.length()),
        count + " vectors that the optimizer remembers");
    List<Parameters> slots = new ArrayList<>();
    for (int slot = 0; slot < count; slot++) {
      Parameters vector = Parameters.zeros(layout);
      float first = optimizer instanceof StepOptimizer step ? step.initialSlot(slot) : 0;
      for (long i = 0; first != 0 && i < layout.length(); i++) {
        vector.vector().setFloat(i, first);
      }
      slots.add(vector);
    }
    return new OptimizerState(slots, 0);
  }

  private static long slots(Optimizer optimizer) {
    if (optimizer instanceof StepOptimizer step) {
      return step.slots();
    }
    return optimizer instanceof Lbfgs lbfgs ? Curvature.slots(lbfgs.memory()) : 0;
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
