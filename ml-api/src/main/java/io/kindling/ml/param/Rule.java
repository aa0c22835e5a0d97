package io.kindling.ml.param;

import java.io.Serializable;
import java.util.Arrays;
import scala.Function1;

/**
 * Judges the values of a param; instead of Spark's "given invalid value" it says what was expected.
 *
 * @param who the owner and name of the param
 * @param expected the rule in words
 */
record Rule<T>(String who, String expected, Test<T> test)
    implements Function1<T, Object>, Serializable {

  /** A condition that may be stored with a stage. */
  @FunctionalInterface
  interface Test<T> extends Serializable {
    boolean holds(T value);
  }

  /** Returns true, or throws an IllegalArgumentException that names the rule. */
  @Override
  public Object apply(T value) {
    if (value == null || !test.holds(value)) {
      throw new IllegalArgumentException(
          "%s: expected %s, got %s. Set another value.".formatted(who, expected, text(value)));
    }
    return true;
  }

  private static String text(Object value) {
    if (value instanceof double[] numbers) {
      return Arrays.toString(numbers);
    }
    return value instanceof Object[] values ? Arrays.toString(values) : String.valueOf(value);
  }
}
