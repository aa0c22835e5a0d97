package io.kindling.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What is watched during training, and when it ends early.
 *
 * @param <S> the stage that the setters return
 */
public interface StoppingParams<S> extends Params {

  /** Param: how many values without progress are borne; -1: all epochs are run. */
  default IntParam patience() {
    return Define.count(
        this,
        "patience",
        "how many values of the monitor in a row may be no better than the best before"
            + " training ends and the best parameters are kept; -1: all epochs are run and the last"
            + " parameters kept",
        -1);
  }

  /** Returns how many values without progress are borne; -1: all epochs are run. */
  default int getPatience() {
    return (Integer) getOrDefault(patience());
  }

  /** Sets how many values without progress are borne; -1: all epochs are run. */
  default S setPatience(int value) {
    return Define.set(this, patience(), value);
  }

  /** Param: by how much a value must beat the best to count as progress. */
  default DoubleParam minDelta() {
    return Define.atLeast(
        this,
        "minDelta",
        "by how much a value of the monitor must beat the best to count as progress",
        0);
  }

  /** Returns by how much a value must beat the best to count as progress. */
  default double getMinDelta() {
    return (Double) getOrDefault(minDelta());
  }

  /** Sets by how much a value must beat the best to count as progress. */
  default S setMinDelta(double value) {
    return Define.set(this, minDelta(), value);
  }

  /** Param: the name of the value that is watched; empty: the loss. */
  default Param<String> monitor() {
    return Define.text(
        this,
        "monitor",
        "value that early stopping and schedules watch: loss or a metric's name, with validation_"
            + " before it for validation rows; empty: validation_loss where there are such rows,"
            + " else loss");
  }

  /** Returns the name of the value that is watched; empty: the loss. */
  default String getMonitor() {
    return getOrDefault(monitor());
  }

  /** Sets the name of the value that is watched; empty: the loss. */
  default S setMonitor(String value) {
    return Define.set(this, monitor(), value);
  }

  /** Param: the number of steps between two validations; 0: only after every epoch. */
  default IntParam validationInterval() {
    return Define.count(
        this, "validationInterval", "steps between two validations; 0: only after every epoch", 0);
  }

  /** Returns the number of steps between two validations; 0: only after every epoch. */
  default int getValidationInterval() {
    return (Integer) getOrDefault(validationInterval());
  }

  /** Sets the number of steps between two validations; 0: only after every epoch. */
  default S setValidationInterval(int value) {
    return Define.set(this, validationInterval(), value);
  }
}
