package io.kindling.layers.optimizer;

/**
 * {@link Adam}'s direction with a rate that is scaled for each layer, for very large batches.
 *
 * <p>With rate r, decay d, values w of a layer and m', v' as in {@link Adam}: {@code u = m' /
 * (sqrt(v') + epsilon) + d w}, {@code q = |w| / |u|}, 1 where a norm is 0 and for parameters of one
 * axis; {@code w -= r q u}.
 *
 * <p>Source: Yang You et al., "Large batch optimization for deep learning: training BERT in 76
 * minutes", ICLR 2020, algorithm 2 with the identity as phi. As Lamb of timm without clipping and
 * with always_adapt; Keras has an epsilon of 1e-6 and skips no parameter.
 *
 * @param beta1 decay of the mean, in [0, 1)
 * @param beta2 decay of the mean square, in [0, 1)
 * @param epsilon added to the root
 * @param weightDecay d
 */
public record Lamb(double beta1, double beta2, double epsilon, double weightDecay)
    implements LayerwiseOptimizer {
  /** Checks the constants. */
  public Lamb {
    Moments.check("Lamb", beta1, beta2, epsilon, weightDecay);
  }

  /** Returns the optimizer with the paper's constants 0.9, 0.999, 1e-6 and the decay 0.01. */
  public static Lamb of() {
    return new Lamb(0.9, 0.999, 1e-6, 0.01);
  }

  /** Returns this optimizer with other decays of the running means. */
  public Lamb betas(double mean, double square) {
    return new Lamb(mean, square, epsilon, weightDecay);
  }

  /** Returns this optimizer with another number added to the root. */
  public Lamb epsilon(double value) {
    return new Lamb(beta1, beta2, value, weightDecay);
  }

  @Override
  public Lamb weightDecay(double factor) {
    return new Lamb(beta1, beta2, epsilon, factor);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void direct(float[] values, float[] gradient, float[][] slots, int count, long step) {
    Moments.track(gradient, slots, count, beta1, beta2);
    float[] mean = slots[0];
    float[] square = slots[1];
    float size = (float) (1 / (1 - Math.pow(beta1, step)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step)));
    float e = (float) epsilon;
    float d = (float) weightDecay;
    for (int i = 0; i < count; i++) {
      gradient[i] = size * mean[i] / ((float) Math.sqrt(square[i]) * root + e) + d * values[i];
    }
  }

  @Override
  public double ratio(double values, double direction) {
    return values > 0 && direction > 0 ? values / direction : 1;
  }

  @Override
  public void move(
      float[] values, float[] direction, float[][] slots, int count, double rate, double ratio) {
    float r = (float) (rate * ratio);
    for (int i = 0; i < count; i++) {
      values[i] -= r * direction[i];
    }
  }
}
