package io.kindling.layers.contract;

import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Fills tensors with test data that keeps away from kinks. */
final class Spread {
  private static final double STEP = 0.06;

  private Spread() {}

  /**
   * Fills with numbers around 0 whose distance from each other and from 0 is greater than what a
   * gradient check moves them by, in random order.
   */
  static void fill(Tensor tensor, Random random) {
    List<Double> numbers = new ArrayList<>();
    long size = tensor.size();
    for (long i = 0; i < size; i++) {
      numbers.add((i - size / 2 + 0.5) * Math.min(STEP, 3.0 / size * 2));
    }
    Collections.shuffle(numbers, random);
    for (int i = 0; i < size; i++) {
      tensor.setDouble(i, numbers.get(i));
    }
  }

  static void indices(Tensor tensor, Random random, int below) {
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setLong(i, random.nextInt(below));
    }
  }
}
