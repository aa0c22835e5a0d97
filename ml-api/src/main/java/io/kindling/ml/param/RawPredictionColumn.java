package io.kindling.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasRawPredictionCol;

/**
 * The column that the scores of all classes are written to.
 *
 * @param <S> the stage that the setter returns
 */
public interface RawPredictionColumn<S> extends HasRawPredictionCol {
  @Override
  default Param<String> rawPredictionCol() {
    return Define.text(
        this,
        "rawPredictionCol",
        "column for the network's scores (logits) of all classes; an empty name leaves it out");
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasRawPredictionCol$_setter_$rawPredictionCol_$eq(
      Param<String> ignored) {}

  /** Sets the column for the network's scores of all classes; an empty name leaves it out. */
  default S setRawPredictionCol(String value) {
    return Define.set(this, rawPredictionCol(), value);
  }
}
