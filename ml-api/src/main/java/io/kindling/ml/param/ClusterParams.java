package io.kindling.ml.param;

import io.kindling.distributed.LaunchMode;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Where training runs.
 *
 * @param <S> the stage that the setters return
 */
public interface ClusterParams<S> extends Params {

  /** Param: the number of workers; 0: one in local mode, one for each slot of a cluster. */
  default IntParam workers() {
    return Define.count(
        this,
        "workers",
        "number of workers; 0: one in local mode, one for each slot of a cluster",
        0);
  }

  /** Returns the number of workers; 0: one in local mode, one for each slot of a cluster. */
  default int getWorkers() {
    return (Integer) getOrDefault(workers());
  }

  /** Sets the number of workers; 0: one in local mode, one for each slot of a cluster. */
  default S setWorkers(int value) {
    return Define.set(this, workers(), value);
  }

  /** Param: with how many workers training goes on when there are no more; 0: see its text. */
  default IntParam minWorkers() {
    return Define.count(
        this,
        "minWorkers",
        "number of workers that there must be after workerWait; 0: all of them to begin, one to go"
            + " on after others were lost",
        0);
  }

  /** Returns with how many workers training goes on when there are no more. */
  default int getMinWorkers() {
    return (Integer) getOrDefault(minWorkers());
  }

  /** Sets with how many workers training goes on when there are no more. */
  default S setMinWorkers(int value) {
    return Define.set(this, minWorkers(), value);
  }

  /** Param: the number of threads of a worker; 0: all cores of its task. */
  default IntParam threads() {
    return Define.count(
        this, "threads", "number of threads of a worker; 0: all cores of its task", 0);
  }

  /** Returns the number of threads of a worker; 0: all cores of its task. */
  default int getThreads() {
    return (Integer) getOrDefault(threads());
  }

  /** Sets the number of threads of a worker; 0: all cores of its task. */
  default S setThreads(int value) {
    return Define.set(this, threads(), value);
  }

  /** Param: the seconds to wait until there are as many task slots as workers. */
  default DoubleParam workerWait() {
    return Define.positive(
        this, "workerWait", "seconds to wait until there are as many task slots as workers");
  }

  /** Returns the seconds to wait until there are as many task slots as workers. */
  default double getWorkerWait() {
    return (Double) getOrDefault(workerWait());
  }

  /** Sets the seconds to wait until there are as many task slots as workers. */
  default S setWorkerWait(double value) {
    return Define.set(this, workerWait(), value);
  }

  /** Param: the seconds that a worker may give no sign of life, 3 or more. */
  default DoubleParam workerTimeout() {
    return Define.atLeast(
        this,
        "workerTimeout",
        "seconds that a worker may give no sign of life before its executor is given up",
        3);
  }

  /** Returns the seconds that a worker may give no sign of life. */
  default double getWorkerTimeout() {
    return (Double) getOrDefault(workerTimeout());
  }

  /** Sets the seconds that a worker may give no sign of life, 3 or more. */
  default S setWorkerTimeout(double value) {
    return Define.set(this, workerTimeout(), value);
  }

  /** Param: the seconds that workers wait in a step for one that lives. */
  default DoubleParam stepTimeout() {
    return Define.positive(
        this, "stepTimeout", "seconds that workers wait in a step for one that lives");
  }

  /** Returns the seconds that workers wait in a step for one that lives. */
  default double getStepTimeout() {
    return (Double) getOrDefault(stepTimeout());
  }

  /** Sets the seconds that workers wait in a step for one that lives. */
  default S setStepTimeout(double value) {
    return Define.set(this, stepTimeout(), value);
  }

  /** Param: how workers are started: auto, barrier or rendezvous. */
  default Param<String> launchMode() {
    return Define.word(
        this,
        "launchMode",
        "how workers are started: barrier (together), rendezvous (one by one, as dynamic allocation"
            + " needs), or auto",
        LaunchMode.words());
  }

  /** Returns how workers are started. */
  default String getLaunchMode() {
    return getOrDefault(launchMode());
  }

  /** Sets how workers are started: auto, barrier or rendezvous. */
  default S setLaunchMode(String value) {
    return Define.set(this, launchMode(), value);
  }
}
