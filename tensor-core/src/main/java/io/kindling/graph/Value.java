package io.kindling.graph;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;

/** A named edge of a graph: an input, a parameter, a constant or what a node gives. */
public record Value(String name, Type type) {
  /** Returns the dimensions. */
  public Shape shape() {
    return type.shape();
  }

  /** Returns the element type. */
  public DataType dataType() {
    return type.dataType();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value value && name.equals(value.name) && type.equals(value.type);
  }

  /** The name alone, which is the value's own in its graph: plans look values up very often. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + ": " + type;
  }
}
