package io.kindling.ml.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * How training is watched.
 *
 * @param <S> the stage that the setters return
 */
public interface WatchParams<S> extends Params {

  /** Param: the name of the run in progress, curves and logs; empty: the uid of the stage. */
  default Param<String> runName() {
    return Define.text(
        this, "runName", "name by which runs are told apart; empty: the uid of the stage");
  }

  /** Returns the name of the run; empty: the uid of the stage. */
  default String getRunName() {
    return getOrDefault(runName());
  }

  /** Sets the name of the run; empty: the uid of the stage. */
  default S setRunName(String value) {
    return Define.set(this, runName(), value);
  }

  /** Param: whether progress is shown: a live line in a terminal, else a line for every epoch. */
  default BooleanParam progress() {
    return Define.flag(
        this,
        "progress",
        "whether progress is shown: a live line in a terminal or notebook, otherwise a line for"
            + " every epoch");
  }

  /** Returns whether progress is shown. */
  default boolean getProgress() {
    return (Boolean) getOrDefault(progress());
  }

  /** Sets whether progress is shown. */
  default S setProgress(boolean value) {
    return Define.set(this, progress(), value);
  }

  /** Param: the log directory of TensorBoard, on any file system of Hadoop; empty: none. */
  default Param<String> tensorBoardDir() {
    return Define.text(
        this,
        "tensorBoardDir",
        "log directory of TensorBoard, in which each run has a folder; empty: none");
  }

  /** Returns the log directory of TensorBoard; empty: none. */
  default String getTensorBoardDir() {
    return getOrDefault(tensorBoardDir());
  }

  /** Sets the log directory of TensorBoard; empty: none. */
  default S setTensorBoardDir(String value) {
    return Define.set(this, tensorBoardDir(), value);
  }

  /** Param: the number of steps between two that are written for TensorBoard. */
  default IntParam tensorBoardInterval() {
    return Define.count(
        this, "tensorBoardInterval", "steps between two that are written for TensorBoard", 1);
  }

  /** Returns the number of steps between two that are written for TensorBoard. */
  default int getTensorBoardInterval() {
    return (Integer) getOrDefault(tensorBoardInterval());
  }

  /** Sets the number of steps between two that are written for TensorBoard. */
  default S setTensorBoardInterval(int value) {
    return Define.set(this, tensorBoardInterval(), value);
  }

  /** Param: the number of steps between two histograms for TensorBoard; 0: none. */
  default IntParam tensorBoardHistograms() {
    return Define.count(
        this,
        "tensorBoardHistograms",
        "steps between two histograms of parameters and gradients for TensorBoard; 0: none",
        0);
  }

  /** Returns the number of steps between two histograms for TensorBoard; 0: none. */
  default int getTensorBoardHistograms() {
    return (Integer) getOrDefault(tensorBoardHistograms());
  }

  /** Sets the number of steps between two histograms for TensorBoard; 0: none. */
  default S setTensorBoardHistograms(int value) {
    return Define.set(this, tensorBoardHistograms(), value);
  }
}
