package io.kindling.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Params;

/**
 * How a model scores.
 *
 * @param <S> the stage that the setters return
 */
public interface ScoringParams<S> extends Params {

  /** Param: the number of rows that are scored at a time. */
  default IntParam scoringBatchSize() {
    return Define.count(
        this,
        "scoringBatchSize",
        "number of rows that are scored at a time; it changes speed and memory, not results",
        1);
  }

  /** Returns the number of rows that are scored at a time. */
  default int getScoringBatchSize() {
    return (Integer) getOrDefault(scoringBatchSize());
  }

  /** Sets the number of rows that are scored at a time. */
  default S setScoringBatchSize(int value) {
    return Define.set(this, scoringBatchSize(), value);
  }
}
