package io.kindling.ml.param;

import io.kindling.distributed.checkpoint.Interval;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Which checkpoints training writes and from which it goes on.
 *
 * @param <S> the stage that the setters return
 */
public interface CheckpointParams<S> extends Params {

  /** Param: the directory of checkpoints, on any file system of Hadoop; empty: none. */
  default Param<String> checkpointDir() {
    return Define.text(
        this,
        "checkpointDir",
        "directory that checkpoints are written to, and from which the same fit goes on when it is"
            + " started again; empty: none");
  }

  /** Returns the directory of checkpoints; empty: none. */
  default String getCheckpointDir() {
    return getOrDefault(checkpointDir());
  }

  /** Sets the directory of checkpoints; empty: none. */
  default S setCheckpointDir(String value) {
    return Define.set(this, checkpointDir(), value);
  }

  /** Param: how often a checkpoint is written, such as {@code 500 steps}. */
  default Param<String> checkpointInterval() {
    return Define.text(
        this,
        "checkpointInterval",
        "how often a checkpoint is written: a number and steps, seconds or epochs",
        "such as \"500 steps\", \"600 seconds\" or \"1 epochs\"",
        text -> Interval.of(text).number() > 0);
  }

  /** Returns how often a checkpoint is written. */
  default String getCheckpointInterval() {
    return getOrDefault(checkpointInterval());
  }

  /** Sets how often a checkpoint is written, such as {@code 500 steps}. */
  default S setCheckpointInterval(String value) {
    return Define.set(this, checkpointInterval(), value);
  }

  /** Param: how many checkpoints of a fit are kept. */
  default IntParam keepCheckpoints() {
    return Define.count(this, "keepCheckpoints", "number of checkpoints that are kept", 1);
  }

  /** Returns how many checkpoints of a fit are kept. */
  default int getKeepCheckpoints() {
    return (Integer) getOrDefault(keepCheckpoints());
  }

  /** Sets how many checkpoints of a fit are kept. */
  default S setKeepCheckpoints(int value) {
    return Define.set(this, keepCheckpoints(), value);
  }

  /** Param: a checkpoint, or a folder of them, from which training goes on; empty: none. */
  default Param<String> resumeFrom() {
    return Define.text(
        this,
        "resumeFrom",
        "checkpoint, or folder of checkpoints of one fit, from which training goes on, also with"
            + " other hyper-parameters or data; empty: none");
  }

  /** Returns the checkpoint from which training goes on; empty: none. */
  default String getResumeFrom() {
    return getOrDefault(resumeFrom());
  }

  /** Sets the checkpoint from which training goes on; empty: none. */
  default S setResumeFrom(String value) {
    return Define.set(this, resumeFrom(), value);
  }

  /** Param: whether the optimizer begins anew when training goes on from a checkpoint. */
  default BooleanParam resetOptimizer() {
    return Define.flag(
        this, "resetOptimizer", "whether the optimizer begins anew after resumeFrom");
  }

  /** Returns whether the optimizer begins anew when training goes on from a checkpoint. */
  default boolean getResetOptimizer() {
    return (Boolean) getOrDefault(resetOptimizer());
  }

  /** Sets whether the optimizer begins anew when training goes on from a checkpoint. */
  default S setResetOptimizer(boolean value) {
    return Define.set(this, resetOptimizer(), value);
  }
}
