package io.kindling.mkl;

/** Loops over arrays that the compiler turns into vector instructions: one result each. */
final class FloatLoops {
  private FloatLoops() {}

  /** Puts {@code a + b} into {@code out}, from offsets of a and b on. */
  static void add(float[] a, int fromA, float[] b, int fromB, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[fromA + i] + b[fromB + i];
    }
  }

  /** Puts {@code a - b} into {@code out}, from offsets of a and b on. */
  static void subtract(float[] a, int fromA, float[] b, int fromB, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[fromA + i] - b[fromB + i];
    }
  }

  /** Puts {@code a + b + c} into {@code out}. */
  static void add(float[] a, float[] b, float[] c, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] + b[i] + c[i];
    }
  }

  /** Puts {@code a - b + c} into {@code out}. */
  static void alternate(float[] a, float[] b, float[] c, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] - b[i] + c[i];
    }
  }

  /** Puts {@code (a + b + c) / 2} into {@code out}. */
  static void halfSum(float[] a, float[] b, float[] c, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 0.5f * (a[i] + b[i] + c[i]);
    }
  }

  /** Puts {@code (a - b + c) / 2} into {@code out}. */
  static void halfAlternate(float[] a, float[] b, float[] c, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 0.5f * (a[i] - b[i] + c[i]);
    }
  }

  /** Puts {@code a + (b + c) / 2} into {@code out}. */
  static void addHalf(float[] a, float[] b, float[] c, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] + 0.5f * (b[i] + c[i]);
    }
  }

  /** Puts {@code (a - b) / 2} into {@code out}. */
  static void halfDifference(float[] a, float[] b, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 0.5f * (a[i] - b[i]);
    }
  }

  /** Adds {@code a} to {@code out}. */
  static void accumulate(float[] a, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] += a[i];
    }
  }
}
