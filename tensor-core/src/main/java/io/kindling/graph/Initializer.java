package io.kindling.graph;

import io.kindling.tensor.Tensor;
import java.util.random.RandomGenerator;

/** Fills a new parameter; the same generator state gives the same numbers on every machine. */
@FunctionalInterface
public interface Initializer {
  /** Fills {@code parameter} with its first values. */
  void initialize(Tensor parameter, RandomGenerator random);

  /** Returns an initializer that copies a tensor of the same type and size. */
  static Initializer copyOf(Tensor values) {
    return (parameter, random) -> parameter.copyFrom(values);
  }
}
