package io.kindling.ml.param;

import io.kindling.training.Compute;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What computes the network.
 *
 * @param <S> the stage that the setters return
 */
public interface BackendParam<S> extends Params {

  /** Param: what computes the network: auto, onednn or reference. */
  default Param<String> backend() {
    return Define.word(
        this,
        "backend",
        "what computes the network: auto, onednn, reference",
        List.of("auto", "onednn", "reference"));
  }

  /** Returns what computes the network: auto, onednn or reference. */
  default String getBackend() {
    return getOrDefault(backend());
  }

  /** Sets what computes the network: auto, onednn or reference. */
  default S setBackend(String value) {
    return Define.set(this, backend(), value);
  }

  /** Param: what the network computes in: float32, bfloat16 or auto. */
  default Param<String> precision() {
    return Define.word(
        this,
        "precision",
        "what the network computes in: float32; bfloat16 (mixed precision: weights, their"
            + " gradients, losses and outputs stay float32), which takes AVX-512 with bf16 or AMX;"
            + " auto, bfloat16 where the processors of all workers have it",
        Compute.PRECISIONS);
  }

  /** Returns what the network computes in: float32, bfloat16 or auto. */
  default String getPrecision() {
    return getOrDefault(precision());
  }

  /** Sets what the network computes in: float32, bfloat16 or auto. */
  default S setPrecision(String value) {
    return Define.set(this, precision(), value);
  }
}
