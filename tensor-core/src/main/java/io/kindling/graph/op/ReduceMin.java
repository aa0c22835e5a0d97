package io.kindling.graph.op;

import java.util.List;

/**
 * The least element over axes.
 *
 * @param axes the folded axes; empty folds all
 * @param keepDims whether folded axes stay as dimensions of 1
 */
public record ReduceMin(List<Long> axes, boolean keepDims) implements ReducedExtremum {
  /** Copies the list. */
  public ReduceMin {
    axes = List.copyOf(axes);
  }

  @Override
  public BinaryExtremum fold() {
    return new Min();
  }
}
