package io.kindling.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasProbabilityCol;

/**
 * The column that the probabilities of all classes are written to.
 *
 * @param <S> the stage that the setter returns
 */
public interface ProbabilityColumn<S> extends HasProbabilityCol {
  @Override
  default Param<String> probabilityCol() {
    return Define.text(
        this,
        "probabilityCol",
        "column for the probabilities of all classes; an empty name leaves it out");
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasProbabilityCol$_setter_$probabilityCol_$eq(
      Param<String> ignored) {}

  /** Sets the column for the probabilities of all classes; an empty name leaves it out. */
  default S setProbabilityCol(String value) {
    return Define.set(this, probabilityCol(), value);
  }
}
