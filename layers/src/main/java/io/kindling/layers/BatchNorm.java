package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.layers.initializer.Constant;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * Batch normalization: {@code y = weight (x - mean) / sqrt(variance + epsilon) + bias} for each
 * channel, with the statistics of the batch in training and running ones in inference.
 *
 * <p>Shapes: {@code [batch, channels, size...]}, unchanged; parameters {@code weight}, {@code bias}
 * and the state {@code running_mean}, {@code running_var}, all {@code [channels]}. After a step
 * {@code running = momentum * running + (1 - momentum) * batch}.
 *
 * <p>Source: S. Ioffe and C. Szegedy, 2015. PyTorch's momentum is one minus this one, and its
 * running variance is the unbiased one; the defaults of momentum and epsilon are PyTorch's (Keras:
 * 0.99 and 0.001).
 *
 * @param momentum the share of the running statistics that a step keeps, in [0, 1)
 * @param epsilon added to the variance, above 0
 * @param synchronizedStatistics whether the batch is that of all workers together, which makes
 *     training independent of their number, for one more exchange in each direction
 */
public record BatchNorm(double momentum, double epsilon, boolean synchronizedStatistics)
    implements Layer {
  /** Checks momentum and epsilon. */
  public BatchNorm {
    if (!(momentum >= 0 && momentum < 1)) {
      throw Inputs.refuse(
          "BatchNorm", "a momentum in [0, 1)", momentum + "", "It is the share that is kept.");
    }
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw Inputs.refuse("BatchNorm", "a positive epsilon", epsilon + "", "Use 1e-5.");
    }
  }

  /** Returns a layer with momentum 0.9, epsilon 1e-5 and each worker's own statistics. */
  public static BatchNorm of() {
    return new BatchNorm(0.9, 1e-5, false);
  }

  /** Returns this layer with another momentum. */
  public BatchNorm momentum(double other) {
    return new BatchNorm(other, epsilon, synchronizedStatistics);
  }

  /** Returns this layer with another epsilon. */
  public BatchNorm epsilon(double other) {
    return new BatchNorm(momentum, other, synchronizedStatistics);
  }

  /** Returns this layer with or without statistics over all workers. */
  public BatchNorm synchronizedStatistics(boolean on) {
    return new BatchNorm(momentum, epsilon, on);
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    Value input = Inputs.floats(this, inputs);
    if (input.shape().rank() < 2) {
      throw Inputs.refuse(
          this,
          "input [batch, channels, ...]",
          input.shape().toString(),
          "Put a Reshape before it.");
    }
    Shape channels = Shape.of(input.shape().dim(1));
    return builder.apply(
        BatchNormalization.of((float) epsilon, (float) momentum)
            .synchronizedStatistics(synchronizedStatistics),
        input,
        builder.parameter("weight", channels, Constant.ones()),
        builder.parameter("bias", channels, Constant.zeros()),
        builder.state("running_mean", channels, Constant.zeros()),
        builder.state("running_var", channels, Constant.ones()));
  }
}
