package io.kindling.backend.reference;

import io.kindling.backend.KernelContext;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The labels of a class loss, {@code [batch, d...]}, and the weights of the classes.
 *
 * @param inner the number of labels of a row
 */
public record ClassLabels(
    String who,
    Tensor labels,
    Optional<Tensor> weights,
    OptionalLong ignoreIndex,
    long rows,
    int classes,
    int inner) {
  private static final int IGNORED = -1;

  /** Returns the labels of a node whose class weights, if any, are input {@code weights}. */
  public static ClassLabels of(KernelContext context, int weights, OptionalLong ignoreIndex) {
    Shape shape = context.input(0).shape();
    return new ClassLabels(
        context.node().op().type() + " \"" + context.node().name() + "\"",
        context.input(1),
        context.inputs().stream().skip(weights).findFirst(),
        ignoreIndex,
        shape.dim(0),
        Math.toIntExact(shape.dim(1)),
        Math.toIntExact(shape.size(2, shape.rank())));
  }

  /**
   * Returns a label, or a negative number where it is to be ignored.
   *
   * @throws IllegalArgumentException when it is no class
   */
  public int at(long row, int place) {
    long label = labels.getLong(row * inner + place);
    if (ignoreIndex.isPresent() && label == ignoreIndex.getAsLong()) {
      return IGNORED;
    }
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          who
              + ": expected labels in [0, "
              + classes
              + "), got "
              + label
              + " in row "
              + row
              + ". Correct the labels, or give the network more outputs.");
    }
    return (int) label;
  }

  /** Returns the weight of a class, 1 where there are no weights. */
  public double weight(int label) {
    return weights.isPresent() ? weights.get().getDouble(label) : 1;
  }

  /** Returns the sum of the weights of all labels that count. */
  public double totalWeight() {
    double total = 0;
    for (long row = 0; row < rows; row++) {
      for (int i = 0; i < inner; i++) {
        int label = at(row, i);
        total += label < 0 ? 0 : weight(label);
      }
    }
    return total;
  }
}
