package io.kindling.graph.op;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The training form of {@link BatchNormalization} with statistics over all workers, written with
 * other operators: sums of every worker are added up, so that N workers on parts of a batch compute
 * what one computes on the whole. A worker without rows adds nothing.
 *
 * <p>Two sums go round in each direction: the first carries the sum of x and the number of elements
 * of a channel, the second the sum of squares about the mean, which loses no digits as the
 * difference of two large sums would.
 */
final class SynchronizedBatchNormalization {
  private SynchronizedBatchNormalization() {}

  /** Adds the nodes and returns y, the next running mean and the next running variance. */
  static List<Value> apply(GraphBuilder g, BatchNormalization op, List<Value> inputs) {
    Value x = inputs.get(0);
    op.infer(inputs.stream().map(Value::type).toList());
    long channels = x.shape().dim(1);
    Shape along = NormalizationGradient.channels(x.shape());
    ReduceSum perChannel = new ReduceSum(NormalizationGradient.others(x.shape()), false);

    Value packed =
        g.apply(
            new AllReduceSum(),
            g.apply(new Concat(0), g.apply(perChannel, x), count(g, x, channels)));
    Value count = g.apply(Slice.of(0, channels, channels + 1), packed);
    Value mean = g.div(g.apply(Slice.of(0, 0, channels), packed), count);
    Value centered = g.sub(x, g.apply(Reshape.to(along), mean));
    Value squares = g.apply(perChannel, g.mul(centered, centered));
    Value variance = g.div(g.apply(new AllReduceSum(), squares), count);
    Value deviation = g.sqrt(g.add(variance, g.scalar(op.epsilon())));
    Value slope = g.apply(Reshape.to(along), g.div(inputs.get(1), deviation));
    Value y = g.add(g.mul(centered, slope), g.apply(Reshape.to(along), inputs.get(2)));
    return List.of(y, next(g, op, inputs.get(3), mean), next(g, op, inputs.get(4), variance));
  }

  private static Value count(GraphBuilder g, Value x, long channels) {
    Value elements = g.apply(new Cast(DataType.FLOAT32), g.apply(new Size(), x));
    return g.reshape(g.mul(elements, 1.0 / channels), 1);
  }

  private static Value next(GraphBuilder g, BatchNormalization op, Value running, Value batch) {
    return g.add(g.mul(running, op.momentum()), g.mul(batch, 1.0 - op.momentum()));
  }
}
