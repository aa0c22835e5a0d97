package io.kindling.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasFeaturesCol;

/**
 * The column that the network reads.
 *
 * @param <S> the stage that the setter returns
 */
public interface FeaturesColumn<S> extends HasFeaturesCol {
  @Override
  default Param<String> featuresCol() {
    return Define.text(this, "featuresCol", "column that the network reads");
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasFeaturesCol$_setter_$featuresCol_$eq(
      Param<String> ignored) {}

  /** Sets the column that the network reads. */
  default S setFeaturesCol(String value) {
    return Define.set(this, featuresCol(), value);
  }
}
