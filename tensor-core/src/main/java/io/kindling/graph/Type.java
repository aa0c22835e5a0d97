package io.kindling.graph;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;

/** What is known of a value before anything runs: its element type and its shape. */
public record Type(DataType dataType, Shape shape) {
  /** Returns a float32 type with these dimensions. */
  public static Type float32(long... dims) {
    return new Type(DataType.FLOAT32, Shape.of(dims));
  }

  /** Returns this element type with another shape. */
  public Type withShape(Shape other) {
    return new Type(dataType, other);
  }

  /** Returns this shape with another element type. */
  public Type withDataType(DataType other) {
    return new Type(other, shape);
  }

  /** Returns this type with the batch size put in. */
  public Type bind(long batch) {
    return withShape(shape.bind(batch));
  }

  @Override
  public String toString() {
    return dataType + " " + shape;
  }
}
