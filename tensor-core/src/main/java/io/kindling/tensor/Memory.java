package io.kindling.tensor;

import java.lang.reflect.Field;
import sun.misc.Unsafe;

/**
 * The JDK's access to native memory, the only place that names it: the memory API that replaces it
 * is final in Java 22 only, and Spark runs on 17.
 */
final class Memory {
  static final Unsafe UNSAFE = unsafe();

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
}
