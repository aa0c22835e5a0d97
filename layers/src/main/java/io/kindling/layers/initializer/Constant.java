package io.kindling.layers.initializer;

import io.kindling.graph.Initializer;
import io.kindling.tensor.Tensor;
import java.util.random.RandomGenerator;

/** The same number everywhere. */
public record Constant(double value) implements Initializer {
  /** Checks the number. */
  public Constant {
    Draws.finite("Constant", "value", value);
  }

  /** Returns the initializer of a number. */
  public static Constant of(double value) {
    return new Constant(value);
  }

  /** Returns the initializer of zeros. */
  public static Constant zeros() {
    return of(0);
  }

  /** Returns the initializer of ones. */
  public static Constant ones() {
    return of(1);
  }

  @Override
  public void initialize(Tensor parameter, RandomGenerator random) {
    Draws.fill(parameter, () -> value);
  }
}
