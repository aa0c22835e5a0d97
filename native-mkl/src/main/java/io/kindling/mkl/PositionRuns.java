package io.kindling.mkl;

import java.util.ArrayList;
import java.util.List;

/**
 * Which positions of an image meet at each element of a 3x3 kernel with a border of 1, when the
 * image is so small that every element sees a few of them at most.
 */
record PositionRuns(int height, int width) {
  private static final int KERNEL = 3;
  private static final int CENTER = KERNEL * KERNEL / 2;

  /**
   * Consecutive positions at an element of the kernel: results from {@code to} on read what lies
   * from {@code from} on.
   *
   * @param element of the kernel, row by row
   * @param first whether nothing has been added to these sums before
   */
  record Run(int element, int to, int from, int count, boolean first) {}

  /** Returns the runs for sums over positions, one sum for each element of the kernel. */
  List<Run> byElement() {
    List<Run> runs = new ArrayList<>();
    for (int element = 0; element < KERNEL * KERNEL; element++) {
      runs.addAll(at(element, true));
    }
    return runs;
  }

  /** Returns the runs for sums over elements, one sum for each position: all in the first run. */
  List<Run> byPosition() {
    List<Run> runs = new ArrayList<>(at(CENTER, true));
    for (int element = 0; element < KERNEL * KERNEL; element++) {
      if (element != CENTER) {
        runs.addAll(at(element, false));
      }
    }
    return runs;
  }

  /** Returns whether every element of a kernel meets a position. */
  boolean reachAllElements() {
    return Math.min(height, width) > 1;
  }

  private List<Run> at(int element, boolean first) {
    int down = element / KERNEL - 1;
    int right = element % KERNEL - 1;
    int firstRow = Math.max(0, -down);
    int rows = height - Math.abs(down);
    int columns = width - Math.abs(right);
    List<Run> runs = new ArrayList<>();
    if (rows <= 0 || columns <= 0) {
      return runs;
    }
    // Whole rows follow each other.
    boolean whole = right == 0;
    int count = whole ? rows * columns : columns;
    for (int row = firstRow; row < firstRow + (whole ? 1 : rows); row++) {
      int to = row * width + Math.max(0, -right);
      runs.add(new Run(element, to, to + down * width + right, count, first && row == firstRow));
    }
    return runs;
  }
}
