package io.kindling.layers.format.onnx;

import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the reader knows of a named value of the file. */
sealed interface Known {
  /** A value that the network computes, or is fed with. */
  record Runtime(Value value) implements Known {}

  /**
   * Floating-point numbers of the file that training may change.
   *
   * @param tensor the numbers; empty in a file without weights
   */
  record Weights(String name, Type type, Optional<Tensor> tensor) implements Known {}

  /**
   * A value known before the network runs.
   *
   * @param samples one tensor, or, where the value depends on the batch, one for each of {@link
   *     BatchSamples}
   * @param live adds what computes the value from the batch at run time
   */
  record Fixed(List<Tensor> samples, Supplier<Value> live) implements Known {
    public Fixed {
      samples = List.copyOf(samples);
    }

    static Fixed of(Tensor tensor) {
      return new Fixed(
          List.of(tensor),
          () -> {
            throw new IllegalStateException(
                "Fixed: expected a value that depends on the batch, got a constant. Use it.");
          });
    }

    boolean dependsOnBatch() {
      return samples.size() > 1;
    }

    /** Returns the value at one of the sample batch sizes. */
    Tensor at(int sample) {
      return samples.get(dependsOnBatch() ? sample : 0);
    }
  }

  /** A value behind a problem that is already listed. */
  record Missing() implements Known {}
}
