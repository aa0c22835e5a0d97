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

  /** Turns {@code row} into {@code max(0, (row - means) * factors + shifts)}. */
  static void normalize(float[] row, float[] means, float[] factors, float[] shifts, int count) {
    for (int i = 0; i < count; i++) {
      row[i] = Math.max(0f, (row[i] - means[i]) * factors[i] + shifts[i]);
    }
  }

  /** Deals nines of numbers to nine arrays. */
  static void deal(float[] nines, float[][] out, int count) {
    for (int first = 0; first < 9; first += 3) {
      float[] a = out[first];
      float[] b = out[first + 1];
      float[] c = out[first + 2];
      for (int i = 0; i < count; i++) {
        a[i] = nines[9 * i + first];
        b[i] = nines[9 * i + first + 1];
        c[i] = nines[9 * i + first + 2];
      }
    }
  }

  /** Gathers numbers of nine arrays in nines: what {@link #deal} takes apart. */
  static void gather(float[][] from, float[] nines, int count) {
    for (int first = 0; first < 9; first += 3) {
      float[] a = from[first];
      float[] b = from[first + 1];
      float[] c = from[first + 2];
      for (int i = 0; i < count; i++) {
        nines[9 * i + first] = a[i];
        nines[9 * i + first + 1] = b[i];
        nines[9 * i + first + 2] = c[i];
      }
    }
  }

  /** Adds {@code a} to {@code out}. */
  static void accumulate(float[] a, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] += a[i];
    }
  }

  /** Adds {@code shifts} to a pixel's channels from an offset of {@code row} on. */
  static void shift(float[] shifts, float[] row, int at, int count) {
    for (int i = 0; i < count; i++) {
      row[at + i] += shifts[i];
    }
  }

  /** Puts 0 in place of what is below. */
  static void rectify(float[] row, int count) {
    for (int i = 0; i < count; i++) {
      row[i] = Math.max(0f, row[i]);
    }
  }
}
