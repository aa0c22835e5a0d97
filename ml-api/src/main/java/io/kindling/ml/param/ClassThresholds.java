package io.kindling.ml.param;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.shared.HasThresholds;

/**
 * Thresholds that shift the decision between classes: the class of the largest p / t wins.
 *
 * @param <S> the stage that the setter returns
 */
public interface ClassThresholds<S> extends HasThresholds {
  @Override
  default DoubleArrayParam thresholds() {
    return Define.thresholds(
        this,
        "thresholds",
        "one threshold for each class; the largest probability / threshold wins");
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasThresholds$_setter_$thresholds_$eq(
      DoubleArrayParam ignored) {}

  /** Sets one threshold for each class: the class of the largest probability / threshold wins. */
  default S setThresholds(double[] value) {
    return Define.set(this, thresholds(), value);
  }
}
