package io.kindling.scoring;

import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** What goes into a network and comes out of it, row by row. */
final class Columns {
  private Columns() {}

  /** Returns whether the first axis, and no other one, is the batch. */
  static boolean rowsFirst(Value value) {
    Shape shape = value.shape();
    return shape.rank() > 0
        && shape.dim(0) == Shape.BATCH
        && shape.slice(1, shape.rank()).isStatic();
  }

  static boolean rowsOfFloats(Value value) {
    return value.dataType() == DataType.FLOAT32 && rowsFirst(value);
  }

  /** Returns the numbers of a row of a value whose first axis is the batch. */
  static int width(Value value) {
    return Math.toIntExact(value.shape().drop(0).size());
  }

  /**
   * Returns how many rows tensors hold.
   *
   * @throws IllegalArgumentException when one is missing or unknown, or does not fit
   */
  static long rows(List<Value> inputs, Map<String, Tensor> given) {
    List<String> names = inputs.stream().map(Value::name).toList();
    if (given.size() != names.size() || !given.keySet().containsAll(names)) {
      throw new IllegalArgumentException(
          "Scorer: expected the inputs %s, got %s. Give each of them."
              .formatted(names, given.keySet()));
    }
    long rows = -1;
    for (Value input : inputs) {
      Tensor tensor = tensor(given, input.name());
      long found = rows(input, tensor);
      if (rows >= 0 && found != rows) {
        throw new IllegalArgumentException(
            "Scorer: expected %d rows in every input, got %d in \"%s\". Give as many rows in each."
                .formatted(rows, found, input.name()));
      }
      rows = found;
    }
    return rows;
  }

  private static long rows(Value input, Tensor tensor) {
    long rows = tensor.shape().rank() == 0 ? 0 : tensor.shape().dim(0);
    if (tensor.type() != input.dataType() || !tensor.shape().equals(input.shape().bind(rows))) {
      throw new IllegalArgumentException(
          "Scorer: expected %s for the input \"%s\", got %s %s. Give rows of this shape."
              .formatted(input.type(), input.name(), tensor.type(), tensor.shape()));
    }
    return rows;
  }

  /** Returns the tensor of a name that is there. */
  static Tensor tensor(Map<String, Tensor> tensors, String name) {
    Tensor found = tensors.get(name);
    if (found == null) {
      throw new IllegalStateException(
          "Scorer: expected \"" + name + "\" among " + tensors.keySet() + ", got none. Report it.");
    }
    return found;
  }

  /** Copies rows of a value from one tensor to another. */
  static void copy(Value value, Tensor from, long first, Tensor to, long at, long rows) {
    Shape shape = value.shape().bind(rows);
    to.view(at * width(value), shape).copyFrom(from.view(first * width(value), shape));
  }
}
