package io.kindling.backend.reference;

import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;

/**
 * The places of a window over one image, as three spatial axes of which leading ones may be 1.
 *
 * @param in the image's sizes
 * @param out the number of places along each axis
 */
record Places(int[] in, int[] out, int[] kernel, int[] stride, int[] begin, int[] dilation) {
  private static final int AXES = 3;

  /** Takes a run of places for one element of the window. */
  @FunctionalInterface
  interface Run {
    /**
     * Takes {@code count} neighboring places.
     *
     * @param tap the element of the window, row-major
     * @param place the first place, row-major
     * @param element the image's element under the tap at that place, row-major
     * @param step the distance of the image's elements from one place to the next
     */
    void take(int tap, int place, int element, int count, int step);
  }

  /**
   * Returns the places of a window.
   *
   * @param input {@code [batch, channels, d...]}
   * @param output {@code [batch, channels, places...]}
   * @throws IllegalArgumentException when there are more than three spatial axes
   */
  static Places of(Window window, Shape input, Shape output) {
    if (window.rank() > AXES) {
      throw new IllegalArgumentException(
          "Window: expected one to three spatial axes, got " + window + ". Reshape the input.");
    }
    int[][] lifted = new int[6][AXES];
    for (int i = 0; i < AXES; i++) {
      int axis = i - (AXES - window.rank());
      lifted[0][i] = axis < 0 ? 1 : Math.toIntExact(input.dim(axis + 2));
      lifted[1][i] = axis < 0 ? 1 : Math.toIntExact(output.dim(axis + 2));
      lifted[2][i] = axis < 0 ? 1 : Math.toIntExact(window.kernel().get(axis));
      lifted[3][i] = axis < 0 ? 1 : Math.toIntExact(window.strides().get(axis));
      lifted[4][i] = axis < 0 ? 0 : Math.toIntExact(window.pads().get(axis));
      lifted[5][i] = axis < 0 ? 1 : Math.toIntExact(window.dilations().get(axis));
    }
    return new Places(lifted[0], lifted[1], lifted[2], lifted[3], lifted[4], lifted[5]);
  }

  /** Returns the number of elements of the image. */
  int inputs() {
    return in[0] * in[1] * in[2];
  }

  /** Returns the number of places. */
  int outputs() {
    return out[0] * out[1] * out[2];
  }

  /** Returns the number of elements of the window. */
  int taps() {
    return kernel[0] * kernel[1] * kernel[2];
  }

  /** Visits, tap by tap in row-major order, the places where the tap lies inside the image. */
  void run(Run run) {
    int tap = 0;
    for (int i = 0; i < kernel[0]; i++) {
      for (int j = 0; j < kernel[1]; j++) {
        for (int k = 0; k < kernel[2]; k++) {
          run(run, tap++, i, j, k);
        }
      }
    }
  }

  private void run(Run run, int tap, int i, int j, int k) {
    int first = first(2, k);
    int count = last(2, k) - first;
    if (count <= 0) {
      return;
    }
    for (int z = first(0, i); z < last(0, i); z++) {
      for (int y = first(1, j); y < last(1, j); y++) {
        int row = at(0, i, z) * in[1] + at(1, j, y);
        int place = (z * out[1] + y) * out[2] + first;
        run.take(tap, place, row * in[2] + at(2, k, first), count, stride[2]);
      }
    }
  }

  private int at(int axis, int tap, int place) {
    return place * stride[axis] + tap * dilation[axis] - begin[axis];
  }

  private int first(int axis, int tap) {
    return Math.max(0, -Math.floorDiv(at(axis, tap, 0), stride[axis]));
  }

  private int last(int axis, int tap) {
    int beyond = in[axis] - 1 - at(axis, tap, 0);
    return Math.min(out[axis], Math.floorDiv(beyond, stride[axis]) + 1);
  }
}
