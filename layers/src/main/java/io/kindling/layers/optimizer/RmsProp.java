package io.kindling.layers.optimizer;

/**
 * Steps that are divided by the root of a running mean of the squared gradient.
 *
 * <p>With rate r, gradient g and decay a: {@code v = a v + (1 - a) g^2}, {@code d = g / (sqrt(v) +
 * epsilon)}; centered, {@code m = a m + (1 - a) g} and {@code sqrt(v - m^2)} instead of {@code
 * sqrt(v)}. With momentum p {@code b = p b + d}, {@code w -= r b}, else {@code w -= r d}.
 *
 * <p>Source: Geoffrey Hinton, "Neural networks for machine learning", lecture 6e, 2012; centered:
 * Alex Graves, "Generating sequences with recurrent neural networks", 2013, equations 38 to 45. As
 * torch.optim.RMSprop; Keras decays by 0.9, has epsilon (1e-7) under the root, and the rate inside
 * b.
 *
 * @param decay a in [0, 1)
 * @param epsilon added to the root
 * @param momentum p in [0, 1)
 * @param centered whether the running variance is used instead of the mean square
 * @param weightDecay factor of L2 decay
 */
public record RmsProp(
    double decay, double epsilon, double momentum, boolean centered, double weightDecay)
    implements StepOptimizer {
  /** Checks the constants. */
  public RmsProp {
    Checks.fraction("RmsProp", "a decay", decay);
    Checks.positive("RmsProp", "an epsilon", epsilon);
    Checks.fraction("RmsProp", "a momentum", momentum);
    Checks.notNegative("RmsProp", "a weight decay", weightDecay);
  }

  /** Returns the optimizer with decay 0.99 and epsilon 1e-8, without momentum. */
  public static RmsProp of() {
    return new RmsProp(0.99, 1e-8, 0, false, 0);
  }

  /** Returns this optimizer with another decay of the running means. */
  public RmsProp decay(double factor) {
    return new RmsProp(factor, epsilon, momentum, centered, weightDecay);
  }

  /** Returns this optimizer with another number added to the root. */
  public RmsProp epsilon(double value) {
    return new RmsProp(decay, value, momentum, centered, weightDecay);
  }

  /** Returns this optimizer with another momentum. */
  public RmsProp momentum(double factor) {
    return new RmsProp(decay, epsilon, factor, centered, weightDecay);
  }

  /** Returns this optimizer with the running variance, or with the mean square. */
  public RmsProp centered(boolean on) {
    return new RmsProp(decay, epsilon, momentum, on, weightDecay);
  }

  @Override
  public RmsProp weightDecay(double factor) {
    return new RmsProp(decay, epsilon, momentum, centered, factor);
  }

  @Override
  public int slots() {
    return 1 + (momentum > 0 ? 1 : 0) + (centered ? 1 : 0);
  }

  @Override
  public void update(
      float[] values, float[] gradient, float[][] slots, int count, double rate, long step) {
    float a = (float) decay;
    float c = (float) (1 - decay);
    float e = (float) epsilon;
    float[] square = slots[0];
    for (int i = 0; i < count; i++) {
      square[i] = a * square[i] + c * (gradient[i] * gradient[i]);
    }
    if (centered) {
      float[] mean = slots[slots.length - 1];
      for (int i = 0; i < count; i++) {
        mean[i] = a * mean[i] + c * gradient[i];
      }
      for (int i = 0; i < count; i++) {
        // Rounding may take the variance of an even gradient below zero.
        float variance = Math.max(square[i] - mean[i] * mean[i], 0f);
        gradient[i] /= (float) Math.sqrt(variance) + e;
      }
    } else {
      for (int i = 0; i < count; i++) {
        gradient[i] /= (float) Math.sqrt(square[i]) + e;
      }
    }
    step(values, gradient, slots, count, (float) rate);
  }

  private void step(float[] values, float[] direction, float[][] slots, int count, float r) {
    float[] taken = direction;
    if (momentum > 0) {
      float p = (float) momentum;
      taken = slots[1];
      for (int i = 0; i < count; i++) {
        taken[i] = p * taken[i] + direction[i];
      }
    }
    for (int i = 0; i < count; i++) {
      values[i] -= r * taken[i];
    }
  }
}
