package io.kindling.training;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;

/** Writes one field of packed rows into a tensor, element types converted. */
final class RowDecoder {
  private final RowFormat.Field field;
  private final DataType type;
  private final int offset;
  private final int count;
  private final float[] floats;
  private final Tensor stored;

  /**
   * @param field how it is stored
   * @param offset where it begins in a row
   * @param type what the graph wants
   */
  RowDecoder(RowFormat.Field field, int offset, DataType type) {
    this.field = field;
    this.type = type;
    this.offset = offset;
    this.count = Math.toIntExact(field.shape().size());
    this.floats = new float[type == DataType.FLOAT32 ? count : 0];
    this.stored = Tensor.zeros(field.type(), Shape.of(count));
  }

  /** Returns the field's name. */
  String name() {
    return field.name();
  }

  /** Returns the memory that some rows take. */
  Shape shape(long rows) {
    return field.shape().insert(0, rows);
  }

  /** Returns the element type of the memory. */
  DataType type() {
    return type;
  }

  /** Decodes the field of a packed row to a row of the tensor. */
  void decode(byte[] row, Tensor to, int index) {
    if (field.type() == type) {
      to.copyBytesFrom(row, offset, (long) index * field.bytes(), field.bytes());
      return;
    }
    long first = (long) index * count;
    if (type == DataType.FLOAT32 && field.type() == DataType.UINT8) {
      for (int i = 0; i < count; i++) {
        floats[i] = row[offset + i] & 0xff;
      }
      to.copyFrom(floats, 0, first, count);
      return;
    }
    stored.copyBytesFrom(row, offset, 0, field.bytes());
    if (type.isFloating() || field.type().isFloating()) {
      for (int i = 0; i < count; i++) {
        to.setDouble(first + i, stored.getDouble(i));
      }
    } else {
      for (int i = 0; i < count; i++) {
        to.setLong(first + i, stored.getLong(i));
      }
    }
  }
}
