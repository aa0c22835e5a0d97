package io.kindling.ml.param;

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
}
