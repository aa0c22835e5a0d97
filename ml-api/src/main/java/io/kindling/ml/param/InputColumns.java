package io.kindling.ml.param;

import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.param.shared.HasInputCols;

/**
 * The columns that the network reads, one for each of its inputs.
 *
 * @param <S> the stage that the setter returns
 */
public interface InputColumns<S> extends HasInputCols {
  @Override
  default StringArrayParam inputCols() {
    return Define.texts(
        this, "inputCols", "columns that the network reads, one for each input in their order");
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasInputCols$_setter_$inputCols_$eq(
      StringArrayParam ignored) {}

  /** Sets the columns that the network reads, one for each of its inputs in their order. */
  default S setInputCols(String... value) {
    return Define.set(this, inputCols(), value);
  }
}
