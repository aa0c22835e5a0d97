package io.kindling.layers;

import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How many rows are put around the spatial axes before a window slides over them.
 *
 * @param mode whether the amounts are given or follow from the sizes
 * @param amounts in mode EXPLICIT one number for all sides, one for each axis, or all beginnings
 *     and then all ends; else empty
 */
public record Padding(Mode mode, List<Long> amounts) {
  /** Where the amounts come from. */
  public enum Mode {
    /** They are given. */
    EXPLICIT,
    /** As many as give {@code ceil(size / stride)} places, an odd one at the end. */
    SAME
  }

  /** As many rows as give {@code ceil(size / stride)} places; as Keras' {@code "same"}. */
  public static final Padding SAME = new Padding(Mode.SAME, List.of());

  /** No padding. */
  public static final Padding VALID = of(0);

  /** Copies and checks the amounts. */
  public Padding {
    amounts = List.copyOf(amounts);
    if (amounts.isEmpty() != (mode == Mode.SAME) || amounts.stream().anyMatch(a -> a < 0)) {
      throw new IllegalArgumentException(
          "Padding: expected amounts of 0 or more, and none for SAME, got "
              + mode
              + " "
              + amounts
              + ". Use Padding.of(1) or Padding.SAME.");
    }
  }

  /**
   * Returns padding of zeros.
   *
   * @param amounts one number for all sides, one for each axis, or all beginnings then all ends
   */
  public static Padding of(long... amounts) {
    return new Padding(Mode.EXPLICIT, Arrays.stream(amounts).boxed().toList());
  }

  /** Returns a window with this padding over an input {@code [batch, channels, size...]}. */
  Window around(Window window, Shape input, Layer layer) {
    if (mode == Mode.SAME) {
      return window.same(input, true);
    }
    int axes = window.rank();
    long[] pads = new long[2 * axes];
    if (amounts.size() != 1 && amounts.size() != axes && amounts.size() != 2 * axes) {
      throw Inputs.refuse(
          layer,
          "1, " + axes + " or " + 2 * axes + " numbers of padding",
          amounts.toString(),
          "Give one for all sides, one for each axis, or beginnings and ends.");
    }
    List<Long> sides = amounts.size() == 1 ? Collections.nCopies(axes, amounts.get(0)) : amounts;
    for (int i = 0; i < pads.length; i++) {
      pads[i] = sides.get(i % sides.size());
    }
    return window.pads(pads);
  }
}
