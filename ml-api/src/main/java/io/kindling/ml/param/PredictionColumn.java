package io.kindling.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasPredictionCol;

/**
 * The column that predictions are written to.
 *
 * @param <S> the stage that the setter returns
 */
public interface PredictionColumn<S> extends HasPredictionCol {
  @Override
  default Param<String> predictionCol() {
    return Define.text(
        this, "predictionCol", "column for predictions; an empty name leaves it out");
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasPredictionCol$_setter_$predictionCol_$eq(
      Param<String> ignored) {}

  /** Sets the column for predictions; an empty name leaves it out. */
  default S setPredictionCol(String value) {
    return Define.set(this, predictionCol(), value);
  }
}
