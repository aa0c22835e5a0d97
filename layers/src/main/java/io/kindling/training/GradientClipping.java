package io.kindling.training;

/**
 * Bounds the gradient of the mean loss before the optimizer sees it.
 *
 * @param kind what is bounded
 * @param limit above 0; 0 for no bound
 */
public record GradientClipping(Kind kind, double limit) {
  /** What is bounded. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** Every element g becomes {@code min(max(g, -limit), limit)}. */
    VALUE,
    /**
     * With n the Euclidean norm over all trained parameters together, the gradient is multiplied by
     * {@code limit / n} when n exceeds the limit (PyTorch adds 1e-6 to n). Source: Razvan Pascanu,
     * Tomas Mikolov, Yoshua Bengio, "On the difficulty of training recurrent neural networks", ICML
     * 2013, algorithm 1.
     */
    GLOBAL_NORM
  }

  /** Checks the limit. */
  public GradientClipping {
    if (kind == Kind.NONE ? limit != 0 : !(limit > 0 && Double.isFinite(limit))) {
      throw new IllegalArgumentException(
          "GradientClipping: expected a limit above 0, got " + limit + ". Correct it.");
    }
  }

  /** Returns no bound. */
  public static GradientClipping none() {
    return new GradientClipping(Kind.NONE, 0);
  }

  /** Returns a bound of every element. */
  public static GradientClipping byValue(double limit) {
    return new GradientClipping(Kind.VALUE, limit);
  }

  /** Returns a bound of the norm over all parameters. */
  public static GradientClipping byGlobalNorm(double limit) {
    return new GradientClipping(Kind.GLOBAL_NORM, limit);
  }
}
