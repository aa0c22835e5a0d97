package io.kindling.ml.column;

import io.kindling.tensor.Shape;
import scala.collection.Seq;

/**
 * An array of numbers: flat, of all elements in row-major order, or nested as the input's axes are.
 *
 * @param dims the input's shape
 * @param strides the elements from one index to the next on each axis
 */
record ArrayCell(long[] dims, long[] strides, int size) implements Cell {
  static ArrayCell of(Shape shape) {
    return new ArrayCell(shape.dims(), shape.strides(), Math.toIntExact(shape.size()));
  }

  @Override
  public Fault write(Object value, Numbers out) {
    Seq<?> values = (Seq<?>) value;
    boolean nested = values.nonEmpty() && values.apply(0) instanceof Seq;
    return nested ? nested(values, 0, 0, out) : flat(values, size, 0, out);
  }

  private Fault nested(Seq<?> values, int axis, int from, Numbers out) {
    if (axis == dims.length - 1) {
      return flat(values, dims[axis], from, out);
    }
    if (axis >= dims.length || values.length() != dims[axis]) {
      return Fault.LENGTH;
    }
    for (int i = 0; i < dims[axis]; i++) {
      Object element = values.apply(i);
      if (element == null) {
        return Fault.NULL;
      }
      if (!(element instanceof Seq<?> inner)) {
        return Fault.LENGTH;
      }
      Fault fault = nested(inner, axis + 1, from + i * (int) strides[axis], out);
      if (fault != Fault.NONE) {
        return fault;
      }
    }
    return Fault.NONE;
  }

  private static Fault flat(Seq<?> values, long length, int from, Numbers out) {
    if (values.length() != length) {
      return Fault.LENGTH;
    }
    for (int i = 0; i < length; i++) {
      Object element = values.apply(i);
      if (element == null) {
        return Fault.NULL;
      }
      if (element instanceof Seq) {
        return Fault.LENGTH;
      }
      Fault fault = out.put(from + i, NumberCell.number(element));
      if (fault != Fault.NONE) {
        return fault;
      }
    }
    return Fault.NONE;
  }
}
