package io.kindling.layers.initializer;

import io.kindling.graph.Initializer;
import io.kindling.tensor.Tensor;
import java.util.random.RandomGenerator;

/** Normally distributed numbers. */
public record Normal(double mean, double standardDeviation) implements Initializer {
  /** Checks the standard deviation. */
  public Normal {
    Draws.finite("Normal", "mean", mean);
    Draws.positive("Normal", "standard deviation", standardDeviation);
  }

  /** Returns the initializer of numbers with mean 0. */
  public static Normal of(double standardDeviation) {
    return new Normal(0, standardDeviation);
  }

  /** Returns this initializer with another mean. */
  public Normal mean(double other) {
    return new Normal(other, standardDeviation);
  }

  @Override
  public void initialize(Tensor parameter, RandomGenerator random) {
    Draws.normal(parameter, random, mean, standardDeviation);
  }
}
