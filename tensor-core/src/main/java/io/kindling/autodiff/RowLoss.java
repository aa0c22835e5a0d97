package io.kindling.autodiff;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;

/** The loss of one output of a network, row by row. */
public interface RowLoss {
  /**
   * Returns the type of the target that belongs to an output, batch first.
   *
   * @throws IllegalArgumentException when the output does not fit the loss
   */
  Type target(Type output);

  /** Adds the loss of every row: the mean over all axes but the batch, of shape {@code [batch]}. */
  Value apply(GraphBuilder builder, Value output, Value target);
}
