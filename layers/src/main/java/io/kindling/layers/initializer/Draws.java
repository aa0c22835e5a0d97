package io.kindling.layers.initializer;

import io.kindling.tensor.Tensor;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** Draws numbers that depend on the generator alone, not on the machine or the JDK. */
final class Draws {
  private Draws() {}

  static void fill(Tensor parameter, DoubleSupplier numbers) {
    for (long i = 0; i < parameter.size(); i++) {
      parameter.setDouble(i, numbers.getAsDouble());
    }
  }

  /** Fills with numbers evenly between {@code low} (included) and {@code high}. */
  static void uniform(Tensor parameter, RandomGenerator random, double low, double high) {
    fill(parameter, () -> low + (high - low) * random.nextDouble());
  }

  /** Fills with normally distributed numbers. */
  static void normal(Tensor parameter, RandomGenerator random, double mean, double deviation) {
    DoubleSupplier standard = normal(random);
    fill(parameter, () -> mean + deviation * standard.getAsDouble());
  }

  /**
   * Returns a source of standard normal numbers by the polar method (G. Marsaglia, 1964). The JDK's
   * own {@code nextGaussian} has changed its algorithm before; this one gives the same bits always.
   */
  static DoubleSupplier normal(RandomGenerator random) {
    return () -> {
      double x;
      double square;
      do {
        x = 2 * random.nextDouble() - 1;
        double y = 2 * random.nextDouble() - 1;
        square = x * x + y * y;
      } while (square >= 1 || square == 0);
      return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    };
  }

  static double positive(String who, String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          who + ": expected a positive " + what + ", got " + value + ". Raise it.");
    }
    return value;
  }

  static double finite(String who, String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          who + ": expected a finite " + what + ", got " + value + ". Correct it.");
    }
    return value;
  }
}
