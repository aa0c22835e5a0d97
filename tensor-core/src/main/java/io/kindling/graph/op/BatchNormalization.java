package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.TrainingScope;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * Batch normalization over every axis but the channels: {@code y = scale * (x - mean) / sqrt(var +
 * epsilon) + bias}.
 *
 * <p>Inputs: x {@code [batch, channels, d...]}, then scale, bias, running mean and running variance
 * {@code [channels]}. In inference mean and variance are the running ones, and y is the only
 * output. In training they are those of the batch (the variance over n, not n - 1), and the outputs
 * are y, the next running mean, the next running variance, the batch's mean and {@code 1 / sqrt(var
 * + epsilon)}; {@code next = running * momentum + batch * (1 - momentum)}. Without rows running
 * statistics stay as they are.
 *
 * <p>Source: S. Ioffe and C. Szegedy, 2015, section 3. PyTorch's momentum is one minus ours, and
 * its running variance is the unbiased one (over n - 1); Keras agrees with the standard in both.
 *
 * @param trainingMode whether statistics are the batch's and there are five outputs, of which the
 *     standard knows the first three
 * @param synchronizedStatistics whether in training the statistics are those of the batches of all
 *     workers together (H. Zhang et al., 2018); never written to a file
 */
public record BatchNormalization(
    float epsilon, float momentum, boolean trainingMode, boolean synchronizedStatistics)
    implements Op {
  /** Returns the inference form, whose training uses each worker's own statistics. */
  public static BatchNormalization of(float epsilon, float momentum) {
    return new BatchNormalization(epsilon, momentum, false, false);
  }

  /** Returns this operator with or without statistics over all workers. */
  public BatchNormalization synchronizedStatistics(boolean on) {
    return new BatchNormalization(epsilon, momentum, trainingMode, on);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 5).get(0);
    Rules.floating(this, x);
    Shape channels = Shape.of(x.shape().rank() > 1 ? x.shape().dim(1) : 1);
    for (Type each : inputs.subList(1, 5)) {
      if (!each.shape().equals(channels) || !channels.isStatic()) {
        throw new IllegalArgumentException(
            "BatchNormalization: expected input [batch, channels, ...] and four vectors [channels],"
                + " got "
                + inputs
                + ". Give one number a channel.");
      }
    }
    Rules.sameDataType(this, inputs.get(1), inputs.get(2));
    Rules.sameDataType(this, inputs.get(3), inputs.get(4));
    Type statistics = inputs.get(3);
    return trainingMode ? List.of(x, statistics, statistics, statistics, statistics) : List.of(x);
  }

  @Override
  public List<Value> train(TrainingScope scope, List<Value> inputs) {
    List<Value> results =
        synchronizedStatistics
            ? SynchronizedBatchNormalization.apply(scope.builder(), this, inputs)
            : scope
                .builder()
                .applyAll(new BatchNormalization(epsilon, momentum, true, false), inputs);
    scope.assign(inputs.get(3), results.get(1));
    scope.assign(inputs.get(4), results.get(2));
    return results;
  }

  @Override
  public void gradient(GradientScope scope) {
    if (!trainingMode) {
      NormalizationGradient.withFixedStatistics(scope, epsilon);
      return;
    }
    List<Value> found =
        scope
            .builder()
            .applyAll(
                new BatchNormalizationGradient(epsilon),
                List.of(
                    scope.input(0),
                    scope.input(1),
                    scope.outputGradient(),
                    scope.output(3),
                    scope.output(4)));
    for (int i = 0; i < 3; i++) {
      if (scope.wants(i)) {
        scope.set(i, found.get(i));
      }
    }
  }
}
