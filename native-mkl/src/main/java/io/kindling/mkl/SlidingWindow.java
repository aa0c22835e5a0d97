package io.kindling.mkl;

import io.kindling.graph.op.Window;
import java.util.List;
import java.util.stream.IntStream;

/** A window in oneDNN's words: dilations count from 0, and the end pads follow from the places. */
record SlidingWindow(long[] kernel, long[] strides, long[] dilations, long[] begin, long[] end) {
  /**
   * Translates a window that slides over {@code source} and gives {@code places}.
   *
   * @param source the spatial dimensions of the input
   * @param places the spatial dimensions of the result
   */
  static SlidingWindow of(Window window, long[] source, long[] places) {
    int rank = window.rank();
    long[] end = new long[rank];
    for (int i = 0; i < rank; i++) {
      long given = window.pads().get(i + rank);
      long stride = window.strides().get(i);
      long free = source[i] + window.pads().get(i) + given - window.extent(i);
      // A last place that is only partly covered needs rows that the window's pads do not have.
      long missing = (places[i] - 1) * stride - free;
      end[i] = given + Math.max(missing, 0);
    }
    return new SlidingWindow(
        array(window.kernel()),
        array(window.strides()),
        window.dilations().stream().mapToLong(d -> d - 1).toArray(),
        array(window.pads().subList(0, rank)),
        end);
  }

  /** Returns whether the last places reach beyond the pads that were asked for. */
  boolean reachesBeyond(Window window) {
    return IntStream.range(0, end.length).anyMatch(i -> end[i] > window.pads().get(i + end.length));
  }

  private static long[] array(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }
}
