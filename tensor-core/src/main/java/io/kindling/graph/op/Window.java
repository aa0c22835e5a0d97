package io.kindling.graph.op;

import io.kindling.graph.Op;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How a window slides over the spatial axes of {@code [batch, channels, d1, ..., dn]}.
 *
 * <p>With extent {@code e = (kernel - 1) * dilation + 1} an axis of size d gives {@code (d +
 * padBegin + padEnd - e) / stride + 1} places. Empty lists stand for strides and dilations of 1 and
 * pads of 0.
 *
 * @param kernel the window's size along each spatial axis
 * @param strides the step from one place to the next
 * @param pads the rows added before each axis, then those after each axis, as in the standard
 * @param dilations the distance between neighbors inside the window
 */
public record Window(List<Long> kernel, List<Long> strides, List<Long> pads, List<Long> dilations) {
  /** Fills in defaults, copies and checks the lists. */
  public Window {
    int rank = kernel.size();
    kernel = List.copyOf(kernel);
    strides = filled(strides, rank, 1);
    pads = filled(pads, 2 * rank, 0);
    dilations = filled(dilations, rank, 1);
    require("kernel", kernel, rank, 1);
    require("strides", strides, rank, 1);
    require("pads", pads, 2 * rank, 0);
    require("dilations", dilations, rank, 1);
  }

  /** Returns a window with steps of 1 and no padding. */
  public static Window of(long... kernel) {
    return new Window(list(kernel), List.of(), List.of(), List.of());
  }

  /** Returns this window with other steps. */
  public Window strides(long... other) {
    return new Window(kernel, list(other), pads, dilations);
  }

  /** Returns this window with other pads: all begins, then all ends. */
  public Window pads(long... other) {
    return new Window(kernel, strides, list(other), dilations);
  }

  /** Returns this window with other dilations. */
  public Window dilations(long... other) {
    return new Window(kernel, strides, pads, list(other));
  }

  /**
   * Returns this window with the pads that give {@code ceil(d / stride)} places along each axis
   * (the standard's {@code auto_pad} SAME).
   *
   * @param input {@code [batch, channels, d1, ..., dn]}
   * @param upper whether an odd row goes to the end (SAME_UPPER) or to the beginning (SAME_LOWER)
   */
  public Window same(Shape input, boolean upper) {
    long[] result = new long[2 * rank()];
    for (int i = 0; i < rank(); i++) {
      long size = input.dim(i + 2);
      long places = -Math.floorDiv(-size, strides.get(i));
      long total = Math.max((places - 1) * strides.get(i) + extent(i) - size, 0);
      result[i] = upper ? total / 2 : total - total / 2;
      result[i + rank()] = total - result[i];
    }
    return pads(result);
  }

  /** Returns the number of spatial axes. */
  public int rank() {
    return kernel.size();
  }

  /** Returns the rows that the window covers along an axis, gaps included. */
  public long extent(int axis) {
    return (kernel.get(axis) - 1) * dilations.get(axis) + 1;
  }

  /**
   * Returns the shape that sliding over {@code input} gives, with this number of channels.
   *
   * @param ceil whether a last place that is only partly covered counts, unless it would begin in
   *     the padding at the end
   * @throws IllegalArgumentException when rank or sizes do not fit
   */
  Shape slide(Op op, Shape input, long channels, boolean ceil) {
    if (input.rank() != rank() + 2 || !input.slice(2, input.rank()).isStatic()) {
      throw new IllegalArgumentException(
          op.type()
              + ": expected input [batch, channels"
              + ", size".repeat(rank())
              + "], got "
              + input
              + ". Put a Reshape before it.");
    }
    long[] dims = input.dims();
    dims[1] = channels;
    for (int i = 0; i < rank(); i++) {
      dims[i + 2] = places(op, i, input, ceil);
    }
    return Shape.of(dims);
  }

  private long places(Op op, int axis, Shape input, boolean ceil) {
    long size = input.dim(axis + 2);
    long begin = pads.get(axis);
    long stride = strides.get(axis);
    long free = size + begin + pads.get(axis + rank()) - extent(axis);
    if (free < 0) {
      throw new IllegalArgumentException(
          op.type()
              + ": expected an input of at least the window's size "
              + extent(axis)
              + " along axis "
              + (axis + 2)
              + " with its padding, got "
              + input
              + ". Use a smaller kernel or more padding.");
    }
    long places = (ceil ? -Math.floorDiv(-free, stride) : free / stride) + 1;
    return ceil && (places - 1) * stride >= size + begin ? places - 1 : places;
  }

  private static List<Long> filled(List<Long> list, int size, long value) {
    return list.isEmpty() ? Collections.nCopies(size, value) : List.copyOf(list);
  }

  private static List<Long> list(long... numbers) {
    return new ArrayList<>(Arrays.stream(numbers).boxed().toList());
  }

  private static void require(String what, List<Long> list, int size, long least) {
    if (list.size() != size || list.stream().anyMatch(n -> n < least)) {
      throw new IllegalArgumentException(
          "Window: expected "
              + size
              + " "
              + what
              + " of "
              + least
              + " or more, got "
              + list
              + ". Give one for each spatial axis"
              + (size == list.size() ? "." : ", pads twice."));
    }
  }
}
