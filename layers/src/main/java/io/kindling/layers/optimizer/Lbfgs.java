package io.kindling.layers.optimizer;

/**
 * The limited-memory quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno, on the whole
 * data set.
 *
 * <p>From the last k pairs of parameter and gradient differences it builds a direction {@code -H g}
 * (two-loop recursion) and searches along it for a step that satisfies the strong Wolfe conditions.
 * One value of the function is the weighted mean loss over all rows of an epoch, with its gradient,
 * summed over the workers, at fixed random masks. An iteration takes one evaluation or a few and
 * counts as one epoch of training; the learning rate and gradient clipping are not used.
 *
 * <p>Source: Jorge Nocedal, Stephen Wright, "Numerical optimization", second edition, 2006,
 * algorithms 7.4, 7.5 and 3.5, as Breeze's {@code LBFGS} has them. torch.optim.LBFGS takes fixed
 * steps by default.
 *
 * @param memory k, the number of pairs that are kept
 * @param tolerance stops when, relative to its size, the loss or the gradient changes less
 * @param weightDecay factor of L2 decay, whose penalty is part of the function
 */
public record Lbfgs(int memory, double tolerance, double weightDecay) implements Optimizer {
  /** Checks the constants. */
  public Lbfgs {
    Checks.require(memory > 0, "Lbfgs", "a memory of 1 pair or more", memory);
    Checks.notNegative("Lbfgs", "a tolerance", tolerance);
    Checks.notNegative("Lbfgs", "a weight decay", weightDecay);
  }

  /** Returns the optimizer with 10 pairs and a tolerance of 1e-6. */
  public static Lbfgs of() {
    return new Lbfgs(10, 1e-6, 0);
  }

  /** Returns this optimizer with another number of pairs. */
  public Lbfgs memory(int pairs) {
    return new Lbfgs(pairs, tolerance, weightDecay);
  }

  /** Returns this optimizer with another tolerance. */
  public Lbfgs tolerance(double relative) {
    return new Lbfgs(memory, relative, weightDecay);
  }

  @Override
  public Lbfgs weightDecay(double factor) {
    return new Lbfgs(memory, tolerance, factor);
  }
}
