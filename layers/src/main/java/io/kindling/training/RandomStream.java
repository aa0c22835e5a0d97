package io.kindling.training;

import java.util.random.RandomGenerator;

/**
 * Random numbers that are the same on every machine and every Java release.
 *
 * <p>SplitMix64 gives the bits. Normal numbers are drawn by the polar method with {@link
 * StrictMath}, because the JDK does not specify how its own are made.
 */
final class RandomStream implements RandomGenerator {
  private long state;

  RandomStream(long seed) {
    state = Mix.mix(seed);
  }

  @Override
  public long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    return Mix.mix(state);
  }

  @Override
  public double nextGaussian() {
    double x;
    double square;
    do {
      x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
  }
}
