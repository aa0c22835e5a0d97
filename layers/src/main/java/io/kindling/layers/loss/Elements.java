package io.kindling.layers.loss;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import java.util.stream.LongStream;

/** Steps that losses share which compare an output with a target element by element. */
final class Elements {
  private Elements() {}

  /** Returns the target of an output that it is compared with element by element. */
  static Type target(Loss loss, Type output) {
    if (output.dataType() != DataType.FLOAT32
        || output.shape().rank() == 0
        || output.shape().dim(0) != -1) {
      throw new IllegalArgumentException(
          loss.getClass().getSimpleName()
              + ": expected output FLOAT32 [batch, ...], got "
              + output
              + ". End the network with one row for each row of the input.");
    }
    return output;
  }

  /** Adds the mean over all axes but the batch. */
  static Value rowMean(GraphBuilder builder, Value losses) {
    int rank = losses.shape().rank();
    return rank == 1
        ? losses
        : builder.reduceMean(losses, false, LongStream.range(1, rank).toArray());
  }

  /** Adds {@code |a|} as {@code max(a, 0) + max(-a, 0)}, whose derivative at 0 is 0. */
  static Value absolute(GraphBuilder builder, Value a) {
    return builder.add(builder.relu(a), builder.relu(builder.neg(a)));
  }
}
