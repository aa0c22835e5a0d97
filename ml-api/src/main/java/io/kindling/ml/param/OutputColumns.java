package io.kindling.ml.param;

import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.param.shared.HasOutputCols;

/**
 * The columns that the network's outputs are written to.
 *
 * @param <S> the stage that the setter returns
 */
public interface OutputColumns<S> extends HasOutputCols {
  @Override
  default StringArrayParam outputCols() {
    return Define.texts(
        this, "outputCols", "columns for the network's outputs, one for each in their order");
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasOutputCols$_setter_$outputCols_$eq(
      StringArrayParam ignored) {}

  /** Sets the columns for the network's outputs, one for each in their order. */
  default S setOutputCols(String... value) {
    return Define.set(this, outputCols(), value);
  }
}
