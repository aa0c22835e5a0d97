package io.kindling.mkl;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the elements along one axis lie, as digits of a mixed-radix number, outermost first: index
 * {@code i} is written with these extents and each digit moves by its stride.
 *
 * <p>Digits of extent 1 are left out and neighbors that are one run are joined, so that two layouts
 * with equal digits place every element at the same address, however they were described.
 */
record Digits(List<Digit> digits) {
  record Digit(long extent, long stride) {}

  Digits {
    digits = List.copyOf(digits);
  }

  /** Returns the digits of a plain axis. */
  static Digits plain(long extent, long stride) {
    return of(List.of(new Digit(extent, stride)));
  }

  /** Returns the shortest form of digits, outermost first. */
  static Digits of(List<Digit> digits) {
    List<Digit> shortest = new ArrayList<>();
    for (Digit digit : digits) {
      if (digit.extent() == 1) {
        continue;
      }
      int last = shortest.size() - 1;
      if (last >= 0 && shortest.get(last).stride() == digit.extent() * digit.stride()) {
        Digit outer = shortest.remove(last);
        shortest.add(new Digit(outer.extent() * digit.extent(), digit.stride()));
      } else {
        shortest.add(digit);
      }
    }
    return new Digits(shortest);
  }

  /** Returns whether the axis has one stride. */
  boolean isPlain() {
    return digits.size() <= 1;
  }

  /** Returns the number of places along the axis, padding included. */
  long extent() {
    return digits.stream().mapToLong(Digit::extent).reduce(1, (a, b) -> a * b);
  }
}
