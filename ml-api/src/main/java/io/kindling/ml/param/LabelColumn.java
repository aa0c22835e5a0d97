package io.kindling.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasLabelCol;

/**
 * The column with what is to be predicted.
 *
 * @param <S> the stage that the setter returns
 */
public interface LabelColumn<S> extends HasLabelCol {
  @Override
  default Param<String> labelCol() {
    return Define.text(this, "labelCol", "column with what is to be predicted");
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasLabelCol$_setter_$labelCol_$eq(
      Param<String> ignored) {}

  /** Sets the column with what is to be predicted. */
  default S setLabelCol(String value) {
    return Define.set(this, labelCol(), value);
  }
}
