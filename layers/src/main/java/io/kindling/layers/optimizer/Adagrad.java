package io.kindling.layers.optimizer;

/**
 * Steps that are divided by the root of the sum of all squared gradients so far.
 *
 * <p>With rate r and gradient g: {@code s += g^2}, {@code w -= r g / (sqrt(s) + epsilon)}.
 *
 * <p>Source: John Duchi, Elad Hazan, Yoram Singer, "Adaptive subgradient methods for online
 * learning and stochastic optimization", JMLR 12, 2011, section 1.1, diagonal case. As
 * torch.optim.Adagrad; its lr_decay is {@link io.kindling.layers.schedule.InverseTime} here. Keras
 * begins s at 0.1 and has epsilon (1e-7) under the root.
 *
 * @param initial what s begins with
 * @param epsilon added to the root
 * @param weightDecay factor of L2 decay
 */
public record Adagrad(double initial, double epsilon, double weightDecay) implements StepOptimizer {
  /** Checks the constants. */
  public Adagrad {
    Checks.notNegative("Adagrad", "an initial sum", initial);
    Checks.positive("Adagrad", "an epsilon", epsilon);
    Checks.notNegative("Adagrad", "a weight decay", weightDecay);
  }

  /** Returns the optimizer with sums from 0 and epsilon 1e-10. */
  public static Adagrad of() {
    return new Adagrad(0, 1e-10, 0);
  }

  /** Returns this optimizer with sums that begin with another number. */
  public Adagrad initial(double sum) {
    return new Adagrad(sum, epsilon, weightDecay);
  }

  /** Returns this optimizer with another number added to the root. */
  public Adagrad epsilon(double value) {
    return new Adagrad(initial, value, weightDecay);
  }

  @Override
  public Adagrad weightDecay(double factor) {
    return new Adagrad(initial, epsilon, factor);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public float initialSlot(int slot) {
    return (float) initial;
  }

  @Override
  public void update(
      float[] values, float[] gradient, float[][] slots, int count, double rate, long step) {
    float r = (float) rate;
    float e = (float) epsilon;
    float[] sum = slots[0];
    for (int i = 0; i < count; i++) {
      sum[i] += gradient[i] * gradient[i];
    }
    for (int i = 0; i < count; i++) {
      values[i] -= r * gradient[i] / ((float) Math.sqrt(sum[i]) + e);
    }
  }
}
