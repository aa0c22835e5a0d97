package io.kindling.layers.optimizer;

/**
 * Stochastic gradient descent with momentum.
 *
 * <p>With rate r, momentum m, gradient g: {@code b = m b + g}, {@code w -= r b}; with Nesterov's
 * momentum {@code w -= r (g + m b)} with the new b; without momentum {@code w -= r g}. The buffer b
 * begins as zeros.
 *
 * <p>Source: Boris Polyak, "Some methods of speeding up the convergence of iteration methods",
 * 1964; Ilya Sutskever, James Martens, George Dahl, Geoffrey Hinton, "On the importance of
 * initialization and momentum in deep learning", ICML 2013, section 2. As torch.optim.SGD with
 * dampening 0. Keras has the rate inside the buffer ({@code b = m b - r g}), which differs when the
 * rate changes.
 *
 * @param momentum m in [0, 1)
 * @param nesterov whether the gradient is taken as if the momentum step were done; needs momentum
 * @param weightDecay factor of L2 decay
 */
public record Sgd(double momentum, boolean nesterov, double weightDecay) implements StepOptimizer {
  /** Checks the constants. */
  public Sgd {
    Checks.fraction("Sgd", "a momentum", momentum);
    Checks.notNegative("Sgd", "a weight decay", weightDecay);
    Checks.require(!nesterov || momentum > 0, "Sgd", "momentum for Nesterov's method", momentum);
  }

  /** Returns plain gradient descent. */
  public static Sgd of() {
    return new Sgd(0, false, 0);
  }

  /** Returns this optimizer with another momentum. */
  public Sgd momentum(double factor) {
    return new Sgd(factor, nesterov, weightDecay);
  }

  /** Returns this optimizer with or without Nesterov's momentum. */
  public Sgd nesterov(boolean on) {
    return new Sgd(momentum, on, weightDecay);
  }

  @Override
  public Sgd weightDecay(double factor) {
    return new Sgd(momentum, nesterov, factor);
  }

  @Override
  public int slots() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public void update(
      float[] values, float[] gradient, float[][] slots, int count, double rate, long step) {
    float r = (float) rate;
    if (momentum == 0) {
      for (int i = 0; i < count; i++) {
        values[i] -= r * gradient[i];
      }
      return;
    }
    float m = (float) momentum;
    float[] buffer = slots[0];
    for (int i = 0; i < count; i++) {
      buffer[i] = m * buffer[i] + gradient[i];
    }
    if (nesterov) {
      for (int i = 0; i < count; i++) {
        values[i] -= r * (gradient[i] + m * buffer[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        values[i] -= r * buffer[i];
      }
    }
  }
}
