package io.kindling.bench.conformance;

import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Optional;

/**
 * Compares what was computed with what a case wants: {@code |got - wanted| <= 1e-7 + 1e-3
 * |wanted|}.
 */
final class Comparison {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;

  private Comparison() {}

  /** Returns how two tensors differ; empty where they agree. */
  static Optional<String> difference(String name, Tensor wanted, Tensor got) {
    if (wanted.type() != got.type() || !wanted.shape().equals(got.shape())) {
      return Optional.of(
          "output "
              + name
              + ": expected "
              + wanted.type()
              + " "
              + wanted.shape()
              + ", got "
              + got.type()
              + " "
              + got.shape());
    }
    for (long i = 0; i < wanted.size(); i++) {
      if (!agree(wanted, got, i)) {
        return Optional.of(
            "output "
                + name
                + " "
                + wanted.shape()
                + " at "
                + Shape.of(place(wanted.shape(), i))
                + ": expected "
                + text(wanted, i)
                + ", got "
                + text(got, i));
      }
    }
    return Optional.empty();
  }

  private static boolean agree(Tensor wanted, Tensor got, long index) {
    if (!wanted.type().isFloating()) {
      return wanted.getLong(index) == got.getLong(index);
    }
    double a = wanted.getDouble(index);
    double b = got.getDouble(index);
    // NaN agrees with NaN alone, and an infinity with itself alone.
    return Double.compare(a, b) == 0
        || a == b
        || (Double.isFinite(a) && Math.abs(b - a) <= ABSOLUTE + RELATIVE * Math.abs(a));
  }

  private static String text(Tensor tensor, long index) {
    return tensor.type().isFloating()
        ? Double.toString(tensor.getDouble(index))
        : Long.toString(tensor.getLong(index));
  }

  private static long[] place(Shape shape, long index) {
    long[] place = new long[shape.rank()];
    long rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      place[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return place;
  }
}
