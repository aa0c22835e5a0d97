package io.kindling.distributed.collective;

import io.kindling.backend.Wire;
import io.kindling.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Floats in 16 bits and back, over tiles on the heap. An encoded slice is a factor and its elements
 * times that factor, a power of two that brings the largest of them near to the end of binary16's
 * range: gradients are sums over rows, and may be large or tiny. Used by one thread.
 */
final class HalfCodec {
  static final int TILE = 8 * 1024;

  /** The exponent that the largest element gets, with room for rounding. */
  private static final int TOP = 14;

  private static final int LARGEST_SHIFT = 100;

  private final float[] tile = new float[TILE];
  private final short[] halves = new short[TILE];

  /** Returns the size of an encoded slice. */
  static int bytes(int count) {
    return Float.BYTES + Short.BYTES * count;
  }

  /** Encodes elements to the beginning of a room. */
  void encode(Wire wire, Tensor values, long from, int count, Tensor room) {
    float factor = wire == Wire.FLOAT16 ? factor(values, from, count) : 1;
    ByteBuffer to = room.buffer(0, bytes(count)).order(ByteOrder.LITTLE_ENDIAN);
    to.putFloat(factor);
    for (int done = 0; done < count; done += TILE) {
      int size = Math.min(TILE, count - done);
      values.copyTo(from + done, tile, 0, size);
      if (wire == Wire.FLOAT16) {
        for (int i = 0; i < size; i++) {
          halves[i] = toHalf(tile[i] * factor);
        }
      } else {
        for (int i = 0; i < size; i++) {
          halves[i] = toBrain(tile[i]);
        }
      }
      to.asShortBuffer().put(halves, 0, size);
      to.position(to.position() + Short.BYTES * size);
    }
  }

  private float factor(Tensor values, long from, int count) {
    float largest = 0;
    for (int done = 0; done < count; done += TILE) {
      int size = Math.min(TILE, count - done);
      values.copyTo(from + done, tile, 0, size);
      for (int i = 0; i < size; i++) {
        largest = Math.max(largest, Math.abs(tile[i]));
      }
    }
    // Numbers that are not finite stay so with any factor.
    return largest > 0 && largest <= Float.MAX_VALUE
        ? Math.scalb(1f, Math.min(TOP - Math.getExponent(largest), LARGEST_SHIFT))
        : 1;
  }

  /** Decodes some elements of a room. */
  void decode(Wire wire, Tensor room, int first, int size, float[] to) {
    float back = 1 / room.getFloat(0);
    room.buffer((long) bytes(first), Short.BYTES * size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(halves, 0, size);
    if (wire == Wire.FLOAT16) {
      for (int i = 0; i < size; i++) {
        to[i] = fromHalf(halves[i]) * back;
      }
    } else {
      for (int i = 0; i < size; i++) {
        to[i] = Float.intBitsToFloat(halves[i] << 16);
      }
    }
  }

  /** Decodes all elements of a room. */
  void decode(Wire wire, Tensor room, int count, Tensor to, long from) {
    for (int done = 0; done < count; done += TILE) {
      int size = Math.min(TILE, count - done);
      decode(wire, room, done, size, tile);
      to.copyFrom(tile, 0, from + done, size);
    }
  }

  /** Returns the upper half of a float, rounded to the nearest, ties to even. */
  static short toBrain(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }

  /** Returns binary16, rounded to the nearest, ties to even. */
  static short toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int size = bits & 0x7FFF_FFFF;
    if (size > 0x7F80_0000) {
      return (short) (sign | 0x7E00);
    }
    if (size >= 0x477F_F000) {
      return (short) (sign | 0x7C00);
    }
    if (size >= 0x3880_0000) {
      return (short) (sign | ((size + 0xFFF + ((size >>> 13) & 1) - 0x3800_0000) >>> 13));
    }
    return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24f));
  }

  /** Returns the float that binary16 stands for. */
  static float fromHalf(short half) {
    int size = half & 0x7FFF;
    float value =
        size >= 0x7C00
            ? Float.intBitsToFloat((size << 13) | 0x7F80_0000)
            : size >= 0x400 ? Float.intBitsToFloat((size << 13) + 0x3800_0000) : size * 0x1p-24f;
    return half < 0 ? -value : value;
  }
}
