package io.kindling.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasWeightCol;

/**
 * The column with row weights.
 *
 * @param <S> the stage that the setter returns
 */
public interface WeightColumn<S> extends HasWeightCol {
  @Override
  default Param<String> weightCol() {
    return Define.text(
        this, "weightCol", "column with row weights of 0 or more; empty or not set: all are 1");
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> ignored) {}

  /**
   * Sets the column with row weights of 0 or more; without it, or with an empty name, all are 1.
   */
  default S setWeightCol(String value) {
    return Define.set(this, weightCol(), value);
  }
}
