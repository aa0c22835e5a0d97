package io.kindling.layers.optimizer;

/**
 * Gradient descent with momentum whose rate is scaled for each layer, for very large batches.
 *
 * <p>With rate r, trust c, momentum m, decay d, gradient g and values w of a layer: {@code q = c
 * |w| / (|g| + d |w| + epsilon)}, 1 where a norm is 0 and for parameters of one axis; {@code b = m
 * b + q (g + d w)}, {@code w -= r b}.
 *
 * <p>Source: Yang You, Igor Gitman, Boris Ginsburg, "Large batch training of convolutional
 * networks", 2017, algorithm 1, whose buffer holds the rate too ({@code b = m b + r q (g + d w)}),
 * which differs when the rate changes. PyTorch and Keras have none; as Lars of timm.
 *
 * @param momentum m in [0, 1)
 * @param trust c, above 0
 * @param epsilon added to the norms
 * @param weightDecay d
 */
public record Lars(double momentum, double trust, double epsilon, double weightDecay)
    implements LayerwiseOptimizer {
  /** Checks the constants. */
  public Lars {
    Checks.fraction("Lars", "a momentum", momentum);
    Checks.positive("Lars", "a trust", trust);
    Checks.positive("Lars", "an epsilon", epsilon);
    Checks.notNegative("Lars", "a weight decay", weightDecay);
  }

  /** Returns the optimizer with the paper's constants 0.9 and 0.001, without decay. */
  public static Lars of() {
    return new Lars(0.9, 0.001, 1e-8, 0);
  }

  /** Returns this optimizer with another momentum. */
  public Lars momentum(double factor) {
    return new Lars(factor, trust, epsilon, weightDecay);
  }

  /** Returns this optimizer with another part of the values' norm that a step may have. */
  public Lars trust(double factor) {
    return new Lars(momentum, factor, epsilon, weightDecay);
  }

  @Override
  public Lars weightDecay(double factor) {
    return new Lars(momentum, trust, epsilon, factor);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void direct(float[] values, float[] gradient, float[][] slots, int count, long step) {
    // The norm is that of the gradient alone.
  }

  @Override
  public double ratio(double values, double direction) {
    return values > 0 && direction > 0
        ? trust * values / (direction + weightDecay * values + epsilon)
        : 1;
  }

  @Override
  public void move(
      float[] values, float[] direction, float[][] slots, int count, double rate, double ratio) {
    float[] buffer = slots[0];
    float m = (float) momentum;
    float d = (float) weightDecay;
    float q = (float) ratio;
    float r = (float) rate;
    for (int i = 0; i < count; i++) {
      buffer[i] = m * buffer[i] + q * (direction[i] + d * values[i]);
    }
    for (int i = 0; i < count; i++) {
      values[i] -= r * buffer[i];
    }
  }
}
