package io.kindling.ml.column;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Writes the values of a column as Spark's engine holds them, without making objects of its numbers
 * first; what {@link Cell} does with the values of a {@code Row}.
 */
@FunctionalInterface
interface CatalystCell {
  /** The fields of a vector: its kind, size, indices and values. */
  int VECTOR_FIELDS = 4;

  /** The kind of a sparse vector. */
  byte SPARSE = 0;

  /** Writes a value that is not null and returns what is wrong with it. */
  Fault write(SpecializedGetters from, int at, Numbers out);

  /**
   * Returns the cell of a column.
   *
   * @param type the column's type
   */
  static CatalystCell of(ColumnSpec column, DataType type) {
    int size = Math.toIntExact(column.shape().size());
    return switch (column.kind()) {
      case NUMBER -> number(size, CatalystNumber.of(type));
      case VECTOR -> (from, at, out) -> vector(size, from.getStruct(at, VECTOR_FIELDS), out);
      case ARRAY -> array(ArrayCell.of(column.shape()), (ArrayType) type);
      case IMAGE -> image(ImageCell.of(column.shape()), (StructType) type);
      case BYTES -> {
        BytesCell bytes = new BytesCell(size);
        yield (from, at, out) -> bytes.write(from.getBinary(at), out);
      }
    };
  }

  private static CatalystCell number(int size, CatalystNumber number) {
    return (from, at, out) -> size == 1 ? out.put(0, number.read(from, at)) : Fault.LENGTH;
  }

  private static Fault vector(int size, InternalRow vector, Numbers out) {
    ArrayData values = vector.getArray(3);
    boolean sparse = vector.getByte(0) == SPARSE;
    if (size != (sparse ? vector.getInt(1) : values.numElements())) {
      return Fault.LENGTH;
    }
    return sparse
        ? VectorCell.sparse(size, vector.getArray(2).toIntArray(), values.toDoubleArray(), out)
        : flat(values, CatalystNumber.doubles(), size, 0, out);
  }

  private static CatalystCell array(ArrayCell cell, ArrayType type) {
    int depth = 1;
    DataType element = type.elementType();
    for (; element instanceof ArrayType inner; element = inner.elementType()) {
      depth++;
    }
    CatalystNumber number = CatalystNumber.of(element);
    int axes = depth;
    return (from, at, out) -> {
      ArrayData values = from.getArray(at);
      return axes == 1
          ? flat(values, number, cell.size(), 0, out)
          : axes == cell.dims().length ? nested(cell, values, number, 0, 0, out) : Fault.LENGTH;
    };
  }

  private static Fault nested(
      ArrayCell cell, ArrayData values, CatalystNumber number, int axis, int from, Numbers out) {
    long length = cell.dims()[axis];
    if (axis == cell.dims().length - 1) {
      return flat(values, number, length, from, out);
    }
    if (values.numElements() != length) {
      return Fault.LENGTH;
    }
    for (int i = 0; i < length; i++) {
      if (values.isNullAt(i)) {
        return Fault.NULL;
      }
      int start = from + i * (int) cell.strides()[axis];
      Fault fault = nested(cell, values.getArray(i), number, axis + 1, start, out);
      if (fault != Fault.NONE) {
        return fault;
      }
    }
    return Fault.NONE;
  }

  private static Fault flat(
      ArrayData values, CatalystNumber number, long length, int from, Numbers out) {
    if (values.numElements() != length) {
      return Fault.LENGTH;
    }
    for (int i = 0; i < length; i++) {
      if (values.isNullAt(i)) {
        return Fault.NULL;
      }
      Fault fault = out.put(from + i, number.read(values, i));
      if (fault != Fault.NONE) {
        return fault;
      }
    }
    return Fault.NONE;
  }

  private static CatalystCell image(ImageCell cell, StructType type) {
    int fields = type.size();
    int[] at = ImageCell.FIELDS.stream().mapToInt(type::fieldIndex).toArray();
    return (from, place, out) -> {
      InternalRow image = from.getStruct(place, fields);
      for (int field : at) {
        if (image.isNullAt(field)) {
          return Fault.NULL;
        }
      }
      return cell.write(
          image.getInt(at[0]),
          image.getInt(at[1]),
          image.getInt(at[2]),
          image.getInt(at[3]),
          image.getBinary(at[4]),
          out);
    };
  }
}
