package io.kindling.distributed.collective;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;
import java.util.Map;

/** Which memory a sum is about, so that another view of the same memory is known again. */
record Place(long address, long size) {
  /**
   * Returns the place of a vector.
   *
   * @throws IllegalArgumentException when its elements are not FLOAT32
   */
  static Place of(Tensor values) {
    if (values.type() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "Collective: expected FLOAT32 values, got " + values.type() + ". Cast them first.");
    }
    return new Place(values.address(), values.size());
  }

  /**
   * Remembers what was started for a vector.
   *
   * @throws IllegalStateException when something was already
   */
  static <T> void mark(Map<Place, T> started, Tensor values, T what) {
    if (started.putIfAbsent(of(values), what) != null) {
      throw new IllegalStateException(
          "Collective: expected values that are not under way, got "
              + values.shape()
              + " again. Await them first.");
    }
  }

  /**
   * Removes and returns what was started for numbers.
   *
   * @throws IllegalStateException when nothing was
   */
  static <T> T taken(Map<double[], T> started, double[] values) {
    T found = started.remove(values);
    if (found == null) {
      throw new IllegalStateException(
          "Collective: expected numbers that were started, got "
              + values.length
              + " others. Call start first.");
    }
    return found;
  }

  /**
   * Removes and returns what was started for a vector.
   *
   * @throws IllegalStateException when nothing was
   */
  static <T> T taken(Map<Place, T> started, Tensor values) {
    T found = started.remove(of(values));
    if (found == null) {
      throw new IllegalStateException(
          "Collective: expected values that were started, got "
              + values.shape()
              + ". Call start first.");
    }
    return found;
  }
}
