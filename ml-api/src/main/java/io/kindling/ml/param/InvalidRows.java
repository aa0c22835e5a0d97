package io.kindling.ml.param;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasHandleInvalid;

/**
 * What to do with rows that have a null, NaN or value of the wrong length.
 *
 * @param <S> the stage that the setter returns
 */
public interface InvalidRows<S> extends HasHandleInvalid {
  @Override
  default Param<String> handleInvalid() {
    return Define.word(
        this,
        "handleInvalid",
        "what is done with a row that holds null, NaN or a value of the wrong length: error"
            + " (fail and name column, count and first row), skip (drop the row in fit and"
            + " transform), keep (transform gives null outputs; fit drops the row)",
        List.of("error", "skip", "keep"));
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasHandleInvalid$_setter_$handleInvalid_$eq(
      Param<String> ignored) {}

  /** Sets what is done with rows of null, NaN or wrong length: error, skip or keep. */
  default S setHandleInvalid(String value) {
    return Define.set(this, handleInvalid(), value);
  }
}
