package io.kindling.layers.optimizer;

/**
 * How parameters follow their gradient: an immutable value that names the method and its constants.
 *
 * <p>The learning rate is not among them; it comes from a {@link
 * io.kindling.layers.schedule.Schedule}, so that every schedule works with every optimizer. The
 * gradient is that of the mean loss of the global batch, after clipping. An optimizer is a {@link
 * StepOptimizer}, or {@link Lbfgs}, which sees the whole data set at once.
 */
public interface Optimizer {
  /**
   * Returns the weight decay factor d. It is applied to all trained parameters, biases too, as in
   * PyTorch: by default the optimizer sees {@code g + d w}, which is the gradient with the penalty
   * {@code d/2 |w|^2} (L2). Decoupled decay, which {@link AdamW} has, is described there.
   */
  double weightDecay();

  /** Returns this optimizer with another weight decay factor, 0 for none. */
  Optimizer weightDecay(double factor);
}
