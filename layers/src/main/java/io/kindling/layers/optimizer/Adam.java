package io.kindling.layers.optimizer;

/**
 * Steps that are scaled by running means of the gradient and of its square.
 *
 * <p>With rate r, gradient g and step t from 1: {@code m = beta1 m + (1 - beta1) g}, {@code v =
 * beta2 v + (1 - beta2) g^2}, {@code w -= r m' / (sqrt(v') + epsilon)} with {@code m' = m / (1 -
 * beta1^t)} and {@code v' = v / (1 - beta2^t)}.
 *
 * <p>Source: Diederik Kingma, Jimmy Ba, "Adam: a method for stochastic optimization", ICLR 2015,
 * algorithm 1. As torch.optim.Adam. Keras adds epsilon (1e-7) to the root of the uncorrected v.
 *
 * @param beta1 decay of the mean, in [0, 1)
 * @param beta2 decay of the mean square, in [0, 1)
 * @param epsilon added to the root
 * @param weightDecay factor of L2 decay
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay)
    implements StepOptimizer {
  /** Checks the constants. */
  public Adam {
    Moments.check("Adam", beta1, beta2, epsilon, weightDecay);
  }

  /** Returns the optimizer with the paper's constants 0.9, 0.999 and 1e-8. */
  public static Adam of() {
    return new Adam(0.9, 0.999, 1e-8, 0);
  }

  /** Returns this optimizer with other decays of the running means. */
  public Adam betas(double mean, double square) {
    return new Adam(mean, square, epsilon, weightDecay);
  }

  /** Returns this optimizer with another number added to the root. */
  public Adam epsilon(double value) {
    return new Adam(beta1, beta2, value, weightDecay);
  }

  @Override
  public Adam weightDecay(double factor) {
    return new Adam(beta1, beta2, epsilon, factor);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void update(
      float[] values, float[] gradient, float[][] slots, int count, double rate, long step) {
    Moments.update(values, gradient, slots, count, rate, beta1, beta2, epsilon, step);
  }
}
