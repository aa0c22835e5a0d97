package io.kindling.layers;

import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;

/**
 * What a network reads.
 *
 * @param dataType FLOAT32, or INT64 for indices into an {@link Embedding}
 * @param shape the shape of one row, without the batch
 */
public record Input(String name, DataType dataType, Shape shape) {
  /** Checks the type and the shape. */
  public Input {
    Names.check("Input", name);
    if (dataType != DataType.FLOAT32 && dataType != DataType.INT64) {
      throw Inputs.refuse(
          "Input \"" + name + "\"",
          "FLOAT32 or INT64",
          dataType.name(),
          "Narrower data is widened when it is fed.");
    }
    for (long dim : shape.dims()) {
      if (dim < 1) {
        throw Inputs.refuse(
            "Input \"" + name + "\"",
            "the shape of one row in numbers from 1",
            shape.toString(),
            "Leave the batch out.");
      }
    }
  }

  /** Returns an input of FLOAT32. */
  public static Input of(String name, Shape shape) {
    return new Input(name, DataType.FLOAT32, shape);
  }

  /** Returns an input of INT64. */
  public static Input indices(String name, Shape shape) {
    return new Input(name, DataType.INT64, shape);
  }

  /** Returns the type of a batch. */
  public Type type() {
    return new Type(dataType, Shape.batched(shape.dims()));
  }
}
