package io.kindling.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * What training starts from.
 *
 * @param <S> the stage that the setters return
 */
public interface StartParams<S> extends Params {

  /** Param: the path of an ONNX file or saved model to start from; empty: none. */
  default Param<String> initialModel() {
    return Define.text(
        this,
        "initialModel",
        "path of an ONNX file or of a saved model whose weights training starts from; empty: the"
            + " layers' initializers");
  }

  /** Returns the path of an ONNX file or saved model to start from; empty: none. */
  default String getInitialModel() {
    return getOrDefault(initialModel());
  }

  /** Sets the path of an ONNX file or saved model to start from; empty: none. */
  default S setInitialModel(String value) {
    return Define.set(this, initialModel(), value);
  }

  /** Param: the names of layers or parameters that training leaves as they are. */
  default StringArrayParam frozenLayers() {
    return Define.texts(
        this,
        "frozenLayers",
        "names of layers, or of single parameters (layer.parameter), that training leaves as they"
            + " are");
  }

  /** Returns the names of layers or parameters that training leaves as they are. */
  default String[] getFrozenLayers() {
    return getOrDefault(frozenLayers());
  }

  /** Sets the names of layers or parameters that training leaves as they are. */
  default S setFrozenLayers(String[] value) {
    return Define.set(this, frozenLayers(), value);
  }
}
