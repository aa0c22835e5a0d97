package io.kindling.training;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * Packs rows into bytes, one after another, in memory of its own.
 *
 * <p>A row begins with {@link #begin}; elements that are not set are zero. Numbers must be what the
 * field's type can hold: whole ones within its range for integers; floating-point numbers are
 * rounded.
 */
public final class RowPacker {
  private final RowFormat format;
  private final ByteBuffer bytes;
  private final int[] offsets;

  private RowPacker(RowFormat format) {
    this.format = format;
    this.bytes = ByteBuffer.allocate(format.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    this.offsets = new int[format.fields().size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = format.offset(i);
    }
  }

  /** Returns a packer. */
  public static RowPacker of(RowFormat format) {
    return new RowPacker(format);
  }

  /** Begins a row with a weight. */
  public RowPacker begin(double weight) {
    Arrays.fill(bytes.array(), (byte) 0);
    bytes.putFloat(0, (float) weight);
    return this;
  }

  /**
   * Sets one element.
   *
   * @throws IllegalArgumentException when the field's type cannot hold it
   */
  public RowPacker set(int field, long element, double value) {
    RowFormat.Field to = format.fields().get(field);
    Objects.checkIndex(element, to.shape().size());
    int at = offsets[field] + (int) element * to.type().bytes();
    switch (to.type()) {
      case FLOAT32 -> bytes.putFloat(at, (float) value);
      case FLOAT64 -> bytes.putDouble(at, value);
      case FLOAT16, BFLOAT16 -> throw unsupported(to);
      case INT64, UINT64 -> bytes.putLong(at, whole(to, value, -0x1p63, 0x1p63));
      case INT32 -> bytes.putInt(at, (int) whole(to, value, -0x1p31, 0x1p31));
      case UINT32 -> bytes.putInt(at, (int) whole(to, value, 0, 0x1p32));
      case INT16 -> bytes.putShort(at, (short) whole(to, value, -0x1p15, 0x1p15));
      case UINT16 -> bytes.putShort(at, (short) whole(to, value, 0, 0x1p16));
      case INT8 -> bytes.put(at, (byte) whole(to, value, -128, 128));
      case UINT8 -> bytes.put(at, (byte) whole(to, value, 0, 256));
      case BOOL -> bytes.put(at, (byte) whole(to, value, 0, 2));
    }
    return this;
  }

  /** Sets all elements of a field. */
  public RowPacker set(int field, float... values) {
    requireSize(field, values.length);
    if (format.fields().get(field).type() == DataType.FLOAT32) {
      bytes
          .slice(offsets[field], 4 * values.length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .put(values);
      return this;
    }
    for (int i = 0; i < values.length; i++) {
      set(field, i, values[i]);
    }
    return this;
  }

  /** Sets all elements of a field. */
  public RowPacker set(int field, double... values) {
    requireSize(field, values.length);
    for (int i = 0; i < values.length; i++) {
      set(field, i, values[i]);
    }
    return this;
  }

  /** Sets all bytes of a field of bytes, such as pixels. */
  public RowPacker setBytes(int field, byte[] from, int start) {
    RowFormat.Field to = format.fields().get(field);
    if (to.type().bytes() != 1) {
      throw unsupported(to);
    }
    System.arraycopy(from, start, bytes.array(), offsets[field], to.bytes());
    return this;
  }

  /** Returns a copy of the row. */
  public byte[] row() {
    return bytes.array().clone();
  }

  private void requireSize(int field, int size) {
    RowFormat.Field to = format.fields().get(field);
    if (size != to.shape().size()) {
      throw new IllegalArgumentException(
          "RowPacker: expected "
              + to.shape().size()
              + " elements of \""
              + to.name()
              + "\", got "
              + size
              + ". Check the length.");
    }
  }

  private static long whole(RowFormat.Field field, double value, double from, double below) {
    if (!(value >= from && value < below) || value != Math.rint(value)) {
      throw new IllegalArgumentException(
          "RowPacker: expected a value of \""
              + field.name()
              + "\" that "
              + field.type()
              + " can hold, got "
              + value
              + ". Store it as another type.");
    }
    return (long) value;
  }

  private static IllegalArgumentException unsupported(RowFormat.Field field) {
    return new IllegalArgumentException(
        "RowPacker: expected a field of another type, got \""
            + field.name()
            + "\" of "
            + field.type()
            + ". Store it as FLOAT32, or as UINT8 for bytes.");
  }

  /** Returns the number of elements of a field. */
  public long size(int field) {
    return format.fields().get(field).shape().size();
  }

  /** Sets all elements of a field from a tensor of any type. */
  public RowPacker set(int field, Tensor values) {
    requireSize(field, Math.toIntExact(values.size()));
    for (int i = 0; i < values.size(); i++) {
      set(field, i, values.getDouble(i));
    }
    return this;
  }
}
