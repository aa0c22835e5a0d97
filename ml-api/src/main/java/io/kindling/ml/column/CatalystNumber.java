package io.kindling.ml.column;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** Reads a number of one type, as Spark's engine holds it. */
@FunctionalInterface
interface CatalystNumber {
  /** Returns a number that is not null; a Boolean is 0 or 1. */
  double read(SpecializedGetters from, int at);

  /** Returns the reader of a number's type. */
  static CatalystNumber of(DataType type) {
    if (type instanceof DoubleType) {
      return doubles();
    } else if (type instanceof FloatType) {
      return SpecializedGetters::getFloat;
    } else if (type instanceof IntegerType) {
      return SpecializedGetters::getInt;
    } else if (type instanceof LongType) {
      return SpecializedGetters::getLong;
    } else if (type instanceof ShortType) {
      return SpecializedGetters::getShort;
    } else if (type instanceof ByteType) {
      return SpecializedGetters::getByte;
    } else if (type instanceof BooleanType) {
      return (from, at) -> from.getBoolean(at) ? 1 : 0;
    } else if (type instanceof DecimalType decimal) {
      return (from, at) -> from.getDecimal(at, decimal.precision(), decimal.scale()).toDouble();
    }
    throw new IllegalArgumentException(
        "Column: expected a type of numbers, got "
            + type.catalogString()
            + ". Convert the column.");
  }

  /** Returns the reader of numbers of double precision. */
  static CatalystNumber doubles() {
    return SpecializedGetters::getDouble;
  }
}
