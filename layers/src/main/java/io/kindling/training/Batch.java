package io.kindling.training;

import io.kindling.tensor.Tensor;
import java.util.Map;

/**
 * The rows of one worker in one step.
 *
 * @param rows how many they are; 0 when the step's rows are all with other workers
 * @param tensors memory of each field by name, of exactly that many rows
 * @param weights the row weights, FLOAT32 [rows]
 * @param places the place of each row in the global batch, INT64 [rows]
 */
public record Batch(int rows, Map<String, Tensor> tensors, Tensor weights, Tensor places) {
  /** Copies the map. */
  public Batch {
    tensors = Map.copyOf(tensors);
  }
}
