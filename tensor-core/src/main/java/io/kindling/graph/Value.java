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
  public String toString() {
    return name + ": " + type;
  }
}
