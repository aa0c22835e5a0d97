package io.kindling.layers.optimizer;

/**
 * {@link Adam} with decoupled weight decay.
 *
 * <p>With rate r and decay d, first {@code w -= r d w}, then Adam's step from the gradient without
 * any penalty, so that decay is not divided by the root of the mean square.
 *
 * <p>Source: Ilya Loshchilov, Frank Hutter, "Decoupled weight decay regularization", ICLR 2019,
 * algorithm 2 (where the schedule's multiplier, here the whole rate, scales the decay). As
 * torch.optim.AdamW; Keras has a default decay of 0.004.
 *
 * @param beta1 decay of the mean, in [0, 1)
 * @param beta2 decay of the mean square, in [0, 1)
 * @param epsilon added to the root
 * @param weightDecay d
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
    implements StepOptimizer {
  /** Checks the constants. */
  public AdamW {
    Moments.check("AdamW", beta1, beta2, epsilon, weightDecay);
  }

  /** Returns the optimizer with the constants 0.9, 0.999, 1e-8 and the decay 0.01. */
  public static AdamW of() {
    return new AdamW(0.9, 0.999, 1e-8, 0.01);
  }

  /** Returns this optimizer with other decays of the running means. */
  public AdamW betas(double mean, double square) {
    return new AdamW(mean, square, epsilon, weightDecay);
  }

  /** Returns this optimizer with another number added to the root. */
  public AdamW epsilon(double value) {
    return new AdamW(beta1, beta2, value, weightDecay);
  }

  @Override
  public AdamW weightDecay(double factor) {
    return new AdamW(beta1, beta2, epsilon, factor);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public boolean hasDecoupledDecay() {
    return true;
  }

  @Override
  public void update(
      float[] values, float[] gradient, float[][] slots, int count, double rate, long step) {
    Moments.update(values, gradient, slots, count, rate, beta1, beta2, epsilon, step);
  }
}
