package io.kindling.bench.measure;

import java.util.Collection;
import java.util.OptionalDouble;

/** The middle of some numbers. */
final class Medians {
  private Medians() {}

  /** Returns the middle number, or the mean of the middle two; empty when there is none. */
  static OptionalDouble of(Collection<Double> numbers) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int half = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }
}
