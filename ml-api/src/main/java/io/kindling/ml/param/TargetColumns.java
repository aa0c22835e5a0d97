package io.kindling.ml.param;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The columns with what the network's outputs should be.
 *
 * @param <S> the stage that the setters return
 */
public interface TargetColumns<S> extends Params {
  /** Param: the columns that the losses compare the outputs with. */
  default StringArrayParam targetCols() {
    return Define.texts(
        this,
        "targetCols",
        "columns that the losses compare the outputs with, one for each output in their order");
  }

  /** Returns the columns that the losses compare the outputs with. */
  default String[] getTargetCols() {
    return getOrDefault(targetCols());
  }

  /** Sets the columns that the losses compare the outputs with. */
  default S setTargetCols(String... value) {
    return Define.set(this, targetCols(), value);
  }
}
