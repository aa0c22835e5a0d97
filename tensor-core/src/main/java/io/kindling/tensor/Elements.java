package io.kindling.tensor;

import static io.kindling.tensor.Memory.UNSAFE;

/** Reads and writes single elements of every type at a native address. */
final class Elements {
  private Elements() {}

  static double getDouble(DataType type, long address) {
    return switch (type) {
      case FLOAT32 -> UNSAFE.getFloat(address);
      case FLOAT64 -> UNSAFE.getDouble(address);
      case FLOAT16 -> Halves.fromFloat16(UNSAFE.getShort(address));
      case BFLOAT16 -> Halves.fromBfloat16(UNSAFE.getShort(address));
      case UINT64 -> unsigned(UNSAFE.getLong(address));
      default -> getLong(type, address);
    };
  }

  private static double unsigned(long bits) {
    // The low bit is kept in the shifted half, so that rounding is done once.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  static void setDouble(DataType type, long address, double value) {
    switch (type) {
      case FLOAT32 -> UNSAFE.putFloat(address, (float) value);
      case FLOAT64 -> UNSAFE.putDouble(address, value);
      case FLOAT16 -> UNSAFE.putShort(address, Halves.toFloat16(Halves.toOdd(value)));
      case BFLOAT16 -> UNSAFE.putShort(address, Halves.toBfloat16(Halves.toOdd(value)));
      case BOOL -> UNSAFE.putByte(address, (byte) (value != 0 ? 1 : 0));
      case UINT64 ->
          UNSAFE.putLong(
              address, value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE);
      default -> setLong(type, address, (long) value);
    }
  }

  static long getLong(DataType type, long address) {
    return switch (type) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> (long) getDouble(type, address);
      case INT8 -> UNSAFE.getByte(address);
      case INT16 -> UNSAFE.getShort(address);
      case INT32 -> UNSAFE.getInt(address);
      case INT64, UINT64 -> UNSAFE.getLong(address);
      case UINT8, BOOL -> UNSAFE.getByte(address) & 0xff;
      case UINT16 -> UNSAFE.getShort(address) & 0xffff;
      case UINT32 -> UNSAFE.getInt(address) & 0xffffffffL;
    };
  }

  static void setLong(DataType type, long address, long value) {
    switch (type) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> setDouble(type, address, value);
      case INT8, UINT8 -> UNSAFE.putByte(address, (byte) value);
      case INT16, UINT16 -> UNSAFE.putShort(address, (short) value);
      case INT32, UINT32 -> UNSAFE.putInt(address, (int) value);
      case INT64, UINT64 -> UNSAFE.putLong(address, value);
      case BOOL -> UNSAFE.putByte(address, (byte) (value != 0 ? 1 : 0));
    }
  }

  /** Copies neighboring elements to an array. */
  static void copyOut(DataType type, long address, double[] to, int start, int count) {
    if (type == DataType.FLOAT32) {
      for (int i = 0; i < count; i++) {
        to[start + i] = UNSAFE.getFloat(address + 4L * i);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      to[start + i] = getDouble(type, address + (long) type.bytes() * i);
    }
  }

  /** Copies an array to neighboring elements. */
  static void copyIn(DataType type, double[] from, int start, long address, int count) {
    if (type == DataType.FLOAT32) {
      for (int i = 0; i < count; i++) {
        UNSAFE.putFloat(address + 4L * i, (float) from[start + i]);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      setDouble(type, address + (long) type.bytes() * i, from[start + i]);
    }
  }
}
