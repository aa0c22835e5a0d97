package io.kindling.tensor;

import java.util.Locale;

/** Prints tensors as nested brackets; long axes show their first and last three entries. */
final class TensorFormat {
  private static final int EDGE = 3;

  private TensorFormat() {}

  static String format(Tensor tensor) {
    StringBuilder text = new StringBuilder();
    text.append(tensor.type().name().toLowerCase(Locale.ROOT)).append(tensor.shape()).append(' ');
    append(text, tensor, 0, 0, 1);
    return text.toString();
  }

  private static void append(StringBuilder text, Tensor tensor, int axis, long offset, int indent) {
    Shape shape = tensor.shape();
    if (axis == shape.rank()) {
      text.append(element(tensor, offset));
      return;
    }
    long count = shape.dim(axis);
    long step = shape.size(axis + 1, shape.rank());
    boolean innermost = axis == shape.rank() - 1;
    text.append('[');
    for (long i = 0; i < count; i++) {
      if (count > 2 * EDGE + 1 && i == EDGE) {
        text.append(innermost ? " ...," : "\n" + " ".repeat(indent) + "...,");
        i = count - EDGE;
      }
      if (i > 0) {
        text.append(innermost ? " " : "\n" + " ".repeat(indent));
      }
      append(text, tensor, axis + 1, offset + i * step, indent + 1);
      text.append(i < count - 1 ? "," : "");
    }
    text.append(']');
  }

  private static String element(Tensor tensor, long index) {
    if (tensor.type() == DataType.BOOL) {
      return tensor.getLong(index) != 0 ? "true" : "false";
    }
    if (tensor.type() == DataType.UINT64) {
      return Long.toUnsignedString(tensor.getLong(index));
    }
    return tensor.type().isFloating()
        ? String.format(Locale.ROOT, "%.6g", tensor.getDouble(index))
        : Long.toString(tensor.getLong(index));
  }
}
