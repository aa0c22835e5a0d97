package io.kindling.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The dimensions of a tensor, outermost first; in a graph a dimension may depend on the batch size.
 *
 * <p>A negative dimension {@code -k} stands for {@code k} times the batch size, which is bound when
 * a plan is compiled. Products and quotients with numbers, and sums of such dimensions, stay exact
 * ({@code [batch, 3, 32]} flattened from axis 0 is {@code [96*batch]}); a product of two of them
 * has no meaning and is refused.
 */
public final class Shape {
  /** The dimension that stands for the batch size. */
  public static final long BATCH = -1;

  private static final Shape SCALAR = new Shape(new long[0]);

  private final long[] dims;

  private Shape(long[] dims) {
    this.dims = dims;
  }

  /** Returns the shape with these dimensions; {@link #BATCH} stands for the batch size. */
  public static Shape of(long... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  /** Returns the shape with these dimensions. */
  public static Shape of(List<Long> dims) {
    return of(dims.stream().mapToLong(Long::longValue).toArray());
  }

  /** Returns the shape of a single number. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** Returns the shape {@code [batch, dims...]}. */
  public static Shape batched(long... dims) {
    return of(dims).insert(0, BATCH);
  }

  /** Returns the number of dimensions. */
  public int rank() {
    return dims.length;
  }

  /**
   * Returns one dimension.
   *
   * @param axis from 0, or from -1 backwards
   * @throws IllegalArgumentException when there is no such axis
   */
  public long dim(int axis) {
    return dims[axis(axis)];
  }

  /** Returns a copy of the dimensions. */
  public long[] dims() {
    return dims.clone();
  }

  /**
   * Returns the axis counted from 0.
   *
   * @param axis from 0, or from -1 backwards
   * @throws IllegalArgumentException when there is no such axis
   */
  public int axis(long axis) {
    long counted = axis < 0 ? axis + dims.length : axis;
    if (counted < 0 || counted >= dims.length) {
      throw new IllegalArgumentException(
          "Shape: expected an axis of " + this + ", got " + axis + ". It has " + dims.length + ".");
    }
    return (int) counted;
  }

  /** Returns the number of elements, negative when it is that many times the batch size. */
  public long size() {
    return size(0, dims.length);
  }

  /** Returns the product of the dimensions in {@code [from, to)}. */
  public long size(int from, int to) {
    long size = 1;
    for (int i = from; i < to; i++) {
      size = multiply(size, dims[i]);
    }
    return size;
  }

  private long multiply(long a, long b) {
    if (a < 0 && b < 0) {
      throw new IllegalArgumentException(
          "Shape: expected one dimension with the batch, got " + this + ". Keep the batch in one.");
    }
    return Math.multiplyExact(a, b);
  }

  /** Returns whether no dimension depends on the batch size. */
  public boolean isStatic() {
    return Arrays.stream(dims).allMatch(d -> d >= 0);
  }

  /** Returns this shape with the batch size put in. */
  public Shape bind(long batch) {
    return isStatic() ? this : of(Arrays.stream(dims).map(d -> d < 0 ? -d * batch : d).toArray());
  }

  /** Returns this shape with one dimension replaced. */
  public Shape with(int axis, long dim) {
    long[] changed = dims.clone();
    changed[axis(axis)] = dim;
    return new Shape(changed);
  }

  /** Returns this shape with a dimension put in before {@code axis} (0 to rank). */
  public Shape insert(int axis, long dim) {
    List<Long> changed = list();
    changed.add(axis, dim);
    return of(changed);
  }

  /** Returns this shape without one axis. */
  public Shape drop(int axis) {
    List<Long> changed = list();
    changed.remove(axis(axis));
    return of(changed);
  }

  /** Returns the axes {@code [from, to)} as a shape. */
  public Shape slice(int from, int to) {
    return of(Arrays.copyOfRange(dims, from, to));
  }

  /** Returns the steps, in elements, from one index to the next along each axis (row-major). */
  public long[] strides() {
    long[] strides = new long[dims.length];
    long step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= Math.max(dims[i], 1);
    }
    return strides;
  }

  /**
   * Returns the shape that two operands have together under ONNX's (NumPy's) broadcasting.
   *
   * @throws IllegalArgumentException when a pair of dimensions is neither equal nor has a 1
   */
  public static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    long[] dims = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long left = i <= a.rank() ? a.dim(-i) : 1;
      long right = i <= b.rank() ? b.dim(-i) : 1;
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException(
            "Shape: expected shapes that broadcast, got "
                + a
                + " and "
                + b
                + ". Each pair of dimensions, from the last, must be equal or contain a 1.");
      }
      dims[rank - i] = left == 1 ? right : left;
    }
    return of(dims);
  }

  private List<Long> list() {
    return Arrays.stream(dims).boxed().collect(Collectors.toCollection(ArrayList::new));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(d -> d == BATCH ? "batch" : d < 0 ? -d + "*batch" : Long.toString(d))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
