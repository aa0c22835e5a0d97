package io.kindling.graph.op;

import java.util.List;

/**
 * The greatest element over axes.
 *
 * @param axes the folded axes; empty folds all
 * @param keepDims whether folded axes stay as dimensions of 1
 */
public record ReduceMax(List<Long> axes, boolean keepDims) implements ReducedExtremum {
  /** Copies the list. */
  public ReduceMax {
    axes = List.copyOf(axes);
  }

  @Override
  public BinaryExtremum fold() {
    return new Max();
  }
}
