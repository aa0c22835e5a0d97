package io.kindling.layers.optimizer;

/** What {@link Adam}, {@link AdamW} and {@link Lamb} share. */
final class Moments {
  private Moments() {}

  static void check(String who, double beta1, double beta2, double epsilon, double weightDecay) {
    Checks.fraction(who, "a beta1", beta1);
    Checks.fraction(who, "a beta2", beta2);
    Checks.positive(who, "an epsilon", epsilon);
    Checks.notNegative(who, "a weight decay", weightDecay);
  }

  static void update(
      float[] values,
      float[] gradient,
      float[][] slots,
      int count,
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      long step) {
    track(gradient, slots, count, beta1, beta2);
    float[] mean = slots[0];
    float[] square = slots[1];
    float size = (float) (rate / (1 - Math.pow(beta1, step)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step)));
    float e = (float) epsilon;
    for (int i = 0; i < count; i++) {
      values[i] -= size * mean[i] / ((float) Math.sqrt(square[i]) * root + e);
    }
  }

  /** Updates the running means of the gradient and of its square. */
  static void track(float[] gradient, float[][] slots, int count, double beta1, double beta2) {
    float[] mean = slots[0];
    float[] square = slots[1];
    float b1 = (float) beta1;
    float c1 = (float) (1 - beta1);
    float b2 = (float) beta2;
    float c2 = (float) (1 - beta2);
    for (int i = 0; i < count; i++) {
      float g = gradient[i];
      mean[i] = b1 * mean[i] + c1 * g;
      square[i] = b2 * square[i] + c2 * (g * g);
    }
  }
}
