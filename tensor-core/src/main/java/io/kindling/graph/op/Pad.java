package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The input with one number around it, the standard's {@code constant} mode; its gradient is padded
 * by the negated numbers.
 *
 * @param pads how much is put before each axis, then after each; where negative, taken away. Axes
 *     with the batch have 0.
 * @param value what is put there
 */
public record Pad(List<Long> pads, double value) implements Op {
  /** Copies the list. */
  public Pad {
    pads = List.copyOf(pads);
  }

  /** Returns how much is put before an axis. */
  public long before(int axis) {
    return pads.get(axis);
  }

  /** Returns how much is put after an axis. */
  public long after(int axis) {
    return pads.get(pads.size() / 2 + axis);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    if (pads.size() != 2 * x.shape().rank()) {
      throw refuse(x, "a number before and one after each axis");
    }
    long[] dims = x.shape().dims();
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0) {
        if (before(i) != 0 || after(i) != 0) {
          throw refuse(x, "0 along the batch");
        }
        continue;
      }
      dims[i] = Math.addExact(dims[i], Math.addExact(before(i), after(i)));
      if (dims[i] < 0 || before(i) < -x.shape().dim(i) || after(i) < -x.shape().dim(i)) {
        throw refuse(x, "at most the size of each axis taken away");
      }
    }
    return List.of(x.withShape(Shape.of(dims)));
  }

  private IllegalArgumentException refuse(Type x, String rule) {
    return new IllegalArgumentException(
        "Pad: expected " + rule + " of " + x.shape() + ", got " + pads + ". Change the pads.");
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      Pad op = new Pad(pads.stream().map(pad -> -pad).toList(), 0);
      scope.set(0, scope.builder().apply(op, scope.outputGradient()));
    }
  }
}
