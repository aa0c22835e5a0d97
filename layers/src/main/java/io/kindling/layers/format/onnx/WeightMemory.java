package io.kindling.layers.format.onnx;

import io.kindling.tensor.Arena;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Map;

/** Where the numbers of a file are put when it is read. */
@FunctionalInterface
public interface WeightMemory {
  /** Returns memory for an initializer, all of which will be written. */
  Tensor take(String name, DataType type, Shape shape);

  /** Returns memory that each tensor owns, freed when the tensor is unreachable. */
  static WeightMemory own() {
    return (name, type, shape) -> Tensor.zeros(type, shape);
  }

  /** Returns memory of an arena: tensors of the file end with it. */
  static WeightMemory in(Arena arena) {
    return (name, type, shape) -> Tensor.allocate(arena, type, shape);
  }

  /**
   * Returns tensors that are there already, so that no number is in memory twice; those of other
   * names, types or shapes own their memory.
   */
  static WeightMemory over(Map<String, Tensor> places) {
    return (name, type, shape) -> {
      Tensor place = places.get(name);
      return place != null && place.type() == type && place.shape().equals(shape)
          ? place
          : Tensor.zeros(type, shape);
    };
  }
}
