package io.kindling.mkl;

import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** How the elements of a tensor lie in memory: their type, dimensions and, per axis, its digits. */
final class Layout {
  private final dnnl_memory_desc descriptor;
  private final Element element;
  private final long[] dims;
  private final List<Digits> axes;
  private final long bytes;
  private final String tag;

  Layout(
      dnnl_memory_desc descriptor,
      Element element,
      long[] dims,
      List<Digits> axes,
      long bytes,
      String tag) {
    this.descriptor = descriptor;
    this.element = element;
    this.dims = dims.clone();
    this.axes = List.copyOf(axes);
    this.bytes = bytes;
    this.tag = tag;
  }

  /** Returns oneDNN's memory descriptor, which the scope owns that this layout came from. */
  dnnl_memory_desc descriptor() {
    return descriptor;
  }

  /** Returns what the elements are stored as. */
  Element element() {
    return element;
  }

  /** Returns the dimensions as oneDNN has them: a tensor without axes has one of size 1. */
  long[] dims() {
    return dims.clone();
  }

  /** Returns oneDNN's name of the order, such as {@code aBcd16b}. */
  String tag() {
    return tag;
  }

  int rank() {
    return dims.length;
  }

  long dim(int axis) {
    return dims[axis];
  }

  /** Returns the bytes of a buffer in this layout, padding included. */
  long bytes() {
    return bytes;
  }

  /** Returns whether every element lies where it lies in the other layout, as the same type. */
  boolean same(Layout other) {
    return element == other.element && Arrays.equals(dims, other.dims) && axes.equals(other.axes);
  }

  /** Returns whether the elements have the same type and order; dimensions may differ. */
  boolean isAlike(Layout other) {
    return element == other.element && tag.equals(other.tag);
  }

  /** Returns whether callers and plain loops can read it: float32, densely in row-major order. */
  boolean isRowMajor() {
    return element == Element.FLOAT32 && isDense();
  }

  /** Returns whether the elements, of whatever type, lie densely in row-major order. */
  boolean isDense() {
    return axes.equals(rowMajor(dims));
  }

  /** Returns whether every axis has one stride and no padding. */
  boolean isPlain() {
    for (int i = 0; i < dims.length; i++) {
      if (!axes.get(i).isPlain() || axes.get(i).extent() != dims[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the stride of each axis of a plain layout; an axis of size 1 has the row-major one. */
  long[] strides() {
    long[] strides = Shape.of(dims).strides();
    for (int i = 0; i < dims.length; i++) {
      if (!axes.get(i).digits().isEmpty()) {
        strides[i] = axes.get(i).digits().get(0).stride();
      }
    }
    return strides;
  }

  static List<Digits> rowMajor(long[] dims) {
    long[] strides = Shape.of(dims).strides();
    List<Digits> axes = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      axes.add(Digits.plain(dims[i], strides[i]));
    }
    return axes;
  }

  @Override
  public String toString() {
    return Arrays.stream(dims).mapToObj(Long::toString).collect(Collectors.joining("x"))
        + ":"
        + tag
        + element.suffix();
  }
}
