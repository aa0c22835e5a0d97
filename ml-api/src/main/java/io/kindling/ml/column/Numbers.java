package io.kindling.ml.column;

import io.kindling.tensor.DataType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The numbers of one cell in a packed row, little-endian, each judged as it is written. */
final class Numbers {
  private static final VarHandle SHORTS = handle(short[].class);
  private static final VarHandle INTS = handle(int[].class);
  private static final VarHandle LONGS = handle(long[].class);
  private static final VarHandle FLOATS = handle(float[].class);
  private static final VarHandle DOUBLES = handle(double[].class);

  private final DataType type;
  private final long labels;
  private final long entries;
  private byte[] row = new byte[0];
  private int offset;

  /**
   * Makes a writer.
   *
   * @param labels the number of classes when the numbers are labels, else 0
   * @param entries the size of the table when the numbers are indices into one, else 0
   * @throws IllegalArgumentException when the type cannot be written
   */
  Numbers(DataType type, long labels, long entries) {
    switch (type) {
      case FLOAT16, BFLOAT16, UINT32, UINT64 ->
          throw new IllegalArgumentException(
              "Column: expected a network input of FLOAT32, FLOAT64, a signed integer type, UINT8,"
                  + " UINT16 or BOOL, got "
                  + type
                  + ". Put a Cast behind the input.");
      default -> {}
    }
    this.type = type;
    this.labels = labels;
    this.entries = entries;
  }

  private static VarHandle handle(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the field of another row. */
  void at(byte[] packed, int start) {
    row = packed;
    offset = start;
  }

  /** Writes an element and returns what is wrong with it. */
  Fault put(int index, double value) {
    if (labels > 0) {
      Fault fault = label(value);
      if (fault != Fault.NONE) {
        return fault;
      }
    }
    // Negative indices count from the end, as in the standard. NaN is judged below.
    if (entries > 0 && (value < -entries || value >= entries)) {
      return Fault.INDEX_BEYOND;
    }
    int place = offset + index * type.bytes();
    return type.isFloating() ? putFloating(place, value) : putWhole(place, value);
  }

  private Fault label(double value) {
    if (Double.isNaN(value)) {
      return Fault.NOT_FINITE;
    } else if (value < 0) {
      return Fault.NEGATIVE_LABEL;
    } else if (value != Math.rint(value) && !Double.isInfinite(value)) {
      return Fault.FRACTIONAL_LABEL;
    }
    return value >= labels ? Fault.LABEL_BEYOND : Fault.NONE;
  }

  private Fault putFloating(int place, double value) {
    if (type == DataType.FLOAT32) {
      float narrow = (float) value;
      FLOATS.set(row, place, narrow);
      return Float.isFinite(narrow) ? Fault.NONE : Fault.NOT_FINITE;
    }
    DOUBLES.set(row, place, value);
    return Double.isFinite(value) ? Fault.NONE : Fault.NOT_FINITE;
  }

  private Fault putWhole(int place, double value) {
    if (!Double.isFinite(value)) {
      return Fault.NOT_FINITE;
    }
    long whole = (long) value;
    if (whole != value || whole < least() || whole > most()) {
      return Fault.NOT_WHOLE;
    }
    switch (type.bytes()) {
      case 1 -> row[place] = (byte) whole;
      case 2 -> SHORTS.set(row, place, (short) whole);
      case 4 -> INTS.set(row, place, (int) whole);
      default -> LONGS.set(row, place, whole);
    }
    return Fault.NONE;
  }

  private long least() {
    return type.isInteger() && !type.isUnsigned() ? -1L << (8 * type.bytes() - 1) : 0;
  }

  private long most() {
    if (type == DataType.BOOL) {
      return 1;
    }
    int bits = 8 * type.bytes() - (type.isUnsigned() ? 0 : 1);
    return bits == 63 ? Long.MAX_VALUE : (1L << bits) - 1;
  }
}
