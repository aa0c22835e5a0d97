package io.kindling.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.tensor.Tensor;

/** Comparison of tensors; NaN is never close, and a failure shows shape, place and both values. */
public final class TensorAssert {
  private TensorAssert() {}

  /** Fails unless types, shapes and all elements agree within {@code absolute + relative * |e|}. */
  public static void assertClose(
      String what, Tensor actual, Tensor expected, double relative, double absolute) {
    assertThat(actual.type()).as(what).isEqualTo(expected.type());
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    for (long i = 0; i < actual.size(); i++) {
      double a = actual.getDouble(i);
      double e = expected.getDouble(i);
      boolean same =
          expected.type().isFloating() ? a == e : actual.getLong(i) == expected.getLong(i);
      if (!same && !(Math.abs(a - e) <= absolute + relative * Math.abs(e))) {
        throw new AssertionError(
            String.format(
                "%s %s: expected %s within %g, got %s at index %d",
                what, actual.shape(), e, absolute + relative * Math.abs(e), a, i));
      }
    }
  }

  /** Fails unless types, shapes and all bits of all elements agree. */
  public static void assertSame(String what, Tensor actual, Tensor expected) {
    assertThat(actual.type()).as(what).isEqualTo(expected.type());
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    byte[] a = new byte[(int) actual.bytes()];
    byte[] e = new byte[a.length];
    actual.copyBytesTo(0, a, 0, a.length);
    expected.copyBytesTo(0, e, 0, e.length);
    assertThat(a).as(what).isEqualTo(e);
  }
}
