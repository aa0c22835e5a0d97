package io.kindling.tensor;

import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import sun.misc.Unsafe;

/**
 * The JDK's access to native memory, the only place that names it: the memory API that replaces it
 * is final in Java 22 only, and Spark runs on 17.
 */
final class Memory {
  static final Unsafe UNSAFE = unsafe();

  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);
  private static final long BUFFER_ADDRESS = bufferField("address");
  private static final long BUFFER_CAPACITY = bufferField("capacity");

  private Memory() {}

  private static Unsafe unsafe() {
    try {
      Field field = Unsafe.class.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return (Unsafe) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static void copyIn(float[] from, int start, long address, int count) {
    UNSAFE.copyMemory(from, Unsafe.ARRAY_FLOAT_BASE_OFFSET + 4L * start, null, address, 4L * count);
  }

  static void copyOut(long address, float[] to, int start, int count) {
    UNSAFE.copyMemory(null, address, to, Unsafe.ARRAY_FLOAT_BASE_OFFSET + 4L * start, 4L * count);
  }

  static void copyIn(byte[] from, int start, long address, int count) {
    UNSAFE.copyMemory(from, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) start, null, address, count);
  }

  static void copyOut(long address, byte[] to, int start, int count) {
    UNSAFE.copyMemory(null, address, to, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) start, count);
  }

  /** Copies elements of 1, 2, 4 or 8 bytes, {@code step} bytes apart on each side. */
  static void copy(long from, long fromStep, long to, long toStep, long count, int bytes) {
    if (fromStep == bytes && toStep == bytes) {
      UNSAFE.copyMemory(from, to, count * bytes);
      return;
    }
    long source = from;
    long target = to;
    for (long i = 0; i < count; i++) {
      switch (bytes) {
        case 1 -> UNSAFE.putByte(target, UNSAFE.getByte(source));
        case 2 -> UNSAFE.putShort(target, UNSAFE.getShort(source));
        case 4 -> UNSAFE.putInt(target, UNSAFE.getInt(source));
        default -> UNSAFE.putLong(target, UNSAFE.getLong(source));
      }
      source += fromStep;
      target += toStep;
    }
  }

  private static long bufferField(String name) {
    try {
      return UNSAFE.objectFieldOffset(Buffer.class.getDeclaredField(name));
    } catch (NoSuchFieldException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Returns a direct buffer over memory that it neither owns nor keeps. */
  static ByteBuffer view(long address, int bytes) {
    // A duplicate has no cleaner, so nothing is freed when it is collected.
    ByteBuffer view = EMPTY.duplicate();
    UNSAFE.putLong(view, BUFFER_ADDRESS, address);
    UNSAFE.putInt(view, BUFFER_CAPACITY, bytes);
    view.limit(bytes);
    return view.order(ByteOrder.nativeOrder());
  }
}
