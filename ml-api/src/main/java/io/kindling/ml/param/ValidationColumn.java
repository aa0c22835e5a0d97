package io.kindling.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasValidationIndicatorCol;

/**
 * The column that marks validation rows.
 *
 * @param <S> the stage that the setter returns
 */
public interface ValidationColumn<S> extends HasValidationIndicatorCol {
  @Override
  default Param<String> validationIndicatorCol() {
    return Define.text(
        this,
        "validationIndicatorCol",
        "Boolean column that is true in rows to validate with and not to train on");
  }

  @Override
  default void
      org$apache$spark$ml$param$shared$HasValidationIndicatorCol$_setter_$validationIndicatorCol_$eq(
          Param<String> ignored) {}

  /** Sets the Boolean column that is true in rows to validate with and not to train on. */
  default S setValidationIndicatorCol(String value) {
    return Define.set(this, validationIndicatorCol(), value);
  }
}
