package io.kindling.ml.column;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** The kinds of columns that a network can read. */
public enum CellKind {
  /** A number of any width, a decimal or a Boolean (0 or 1). */
  NUMBER,
  /** A dense or sparse vector of Spark ML. */
  VECTOR,
  /** An array of numbers, or of arrays and so on. */
  ARRAY,
  /** An image as Spark's image source gives it: unsigned bytes, rows of pixels, BGR. */
  IMAGE,
  /** Unsigned bytes. */
  BYTES;

  /** What {@link #of} knows, in words. */
  static final String ALL =
      "a number, vector, array of numbers (nested or not), image struct or binary";

  /** Returns the kind of a column's type; empty when a network cannot read it. */
  static Optional<CellKind> of(DataType type) {
    if (type instanceof NumericType || type.equals(DataTypes.BooleanType)) {
      return Optional.of(NUMBER);
    } else if (type.equals(SQLDataTypes.VectorType())) {
      return Optional.of(VECTOR);
    } else if (type.equals(DataTypes.BinaryType)) {
      return Optional.of(BYTES);
    } else if (type instanceof ArrayType array) {
      return of(array.elementType())
          .filter(kind -> kind == NUMBER || kind == ARRAY)
          .map(k -> ARRAY);
    } else if (type instanceof StructType struct && isImage(struct)) {
      return Optional.of(IMAGE);
    }
    return Optional.empty();
  }

  private static boolean isImage(StructType struct) {
    return Arrays.asList(struct.fieldNames()).containsAll(ImageCell.FIELDS);
  }
}
