package io.kindling.backend.reference;

import io.kindling.tensor.Shape;
import java.util.Arrays;

/**
 * Walks over an index space in row-major order, row by row, with the place of each row in several
 * memories. Neighboring axes that are contiguous in all of them count as one, so rows are long.
 */
final class RowWalk {
  /** Takes one row. */
  @FunctionalInterface
  interface Row {
    /** Takes the row whose first element stands at {@code offsets[m]} of memory m. */
    void at(long[] offsets);
  }

  private final long[] dims;
  private final long[][] strides;
  private final long[] index;
  private final long[] offsets;

  private RowWalk(long[] dims, long[][] strides) {
    this.dims = dims;
    this.strides = strides;
    this.index = new long[dims.length];
    this.offsets = new long[strides.length];
  }

  /** Returns the walk over a shape through memories with these steps along its axes. */
  static RowWalk of(Shape shape, long[]... strides) {
    int memories = strides.length;
    long[] dims = new long[shape.rank() + 1];
    long[][] steps = new long[memories][shape.rank() + 1];
    int axes = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.dim(axis) == 1) {
        continue;
      }
      if (axes > 0 && contiguous(strides, steps, axes - 1, axis, shape.dim(axis))) {
        axes--;
        dims[axes] *= shape.dim(axis);
      } else {
        dims[axes] = shape.dim(axis);
      }
      for (int m = 0; m < memories; m++) {
        steps[m][axes] = strides[m][axis];
      }
      axes++;
    }
    if (axes == 0) {
      dims[axes++] = 1;
    }
    for (int m = 0; m < memories; m++) {
      steps[m] = Arrays.copyOf(steps[m], axes);
    }
    return new RowWalk(Arrays.copyOf(dims, axes), steps);
  }

  private static boolean contiguous(
      long[][] strides, long[][] steps, int outer, int axis, long dim) {
    for (int m = 0; m < strides.length; m++) {
      if (steps[m][outer] != strides[m][axis] * dim) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of elements of a row. */
  long length() {
    return dims[dims.length - 1];
  }

  /** Returns the step between the elements of a row in one memory. */
  long step(int memory) {
    return strides[memory][dims.length - 1];
  }

  /** Visits all rows. */
  void run(Row row) {
    for (long dim : dims) {
      if (dim == 0) {
        return;
      }
    }
    Arrays.fill(index, 0);
    Arrays.fill(offsets, 0);
    do {
      row.at(offsets);
    } while (next());
  }

  private boolean next() {
    for (int axis = dims.length - 2; axis >= 0; axis--) {
      boolean carry = ++index[axis] == dims[axis];
      long steps = carry ? 1 - dims[axis] : 1;
      for (int m = 0; m < offsets.length; m++) {
        offsets[m] += steps * strides[m][axis];
      }
      if (!carry) {
        return true;
      }
      index[axis] = 0;
    }
    return false;
  }
}
