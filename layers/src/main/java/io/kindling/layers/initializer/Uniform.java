package io.kindling.layers.initializer;

import io.kindling.graph.Initializer;
import io.kindling.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * Uniform numbers in {@code [low, high)}.
 *
 * @param low the least number
 * @param high above all numbers
 */
public record Uniform(double low, double high) implements Initializer {
  /** Checks the limits. */
  public Uniform {
    Draws.finite("Uniform", "low", low);
    Draws.finite("Uniform", "high", high);
    if (low > high) {
      throw new IllegalArgumentException(
          "Uniform: expected low up to high, got " + low + " and " + high + ". Exchange them.");
    }
  }

  /** Returns the initializer of numbers in {@code [low, high)}. */
  public static Uniform of(double low, double high) {
    return new Uniform(low, high);
  }

  @Override
  public void initialize(Tensor parameter, RandomGenerator random) {
    Draws.uniform(parameter, random, low, high);
  }
}
