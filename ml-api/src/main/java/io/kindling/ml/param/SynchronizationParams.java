package io.kindling.ml.param;

import io.kindling.training.Compression;
import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * When workers agree on weights, and what they send each other for it.
 *
 * @param <S> the stage that the setters return
 */
public interface SynchronizationParams<S> extends Params {

  /** Param: {@code step} sums gradients in every step, {@code local} averages weights sometimes. */
  default Param<String> syncMode() {
    return Define.word(
        this,
        "syncMode",
        "step: the workers sum gradients in every step; local: each makes steps alone, and weights"
            + " are averaged after localSteps or localSeconds",
        List.of("step", "local"));
  }

  /** Returns whether workers agree in every step or sometimes. */
  default String getSyncMode() {
    return getOrDefault(syncMode());
  }

  /** Sets whether workers agree in every step or sometimes. */
  default S setSyncMode(String value) {
    return Define.set(this, syncMode(), value);
  }

  /** Param: how many steps each worker makes alone in syncMode local; 0: localSeconds decides. */
  default IntParam localSteps() {
    return Define.count(
        this,
        "localSteps",
        "number of steps that each worker makes alone in syncMode local; 0: localSeconds decides",
        0);
  }

  /** Returns how many steps each worker makes alone. */
  default int getLocalSteps() {
    return (Integer) getOrDefault(localSteps());
  }

  /** Sets how many steps each worker makes alone. */
  default S setLocalSteps(int value) {
    return Define.set(this, localSteps(), value);
  }

  /** Param: about how long each worker goes on alone in syncMode local; 0: localSteps decides. */
  default DoubleParam localSeconds() {
    return Define.atLeast(
        this,
        "localSeconds",
        "about how many seconds each worker makes steps alone in syncMode local; 0: localSteps"
            + " decides",
        0);
  }

  /** Returns about how long each worker goes on alone. */
  default double getLocalSeconds() {
    return (Double) getOrDefault(localSeconds());
  }

  /** Sets about how long each worker goes on alone. */
  default S setLocalSeconds(double value) {
    return Define.set(this, localSeconds(), value);
  }

  /** Param: how gradients travel between workers. */
  default Param<String> gradientCompression() {
    return Define.word(
        this,
        "gradientCompression",
        "how gradients travel between workers: none, in 16 bits (bf16, fp16), or only where they"
            + " are large (threshold)",
        Compression.names());
  }

  /** Returns how gradients travel between workers. */
  default String getGradientCompression() {
    return getOrDefault(gradientCompression());
  }

  /** Sets how gradients travel between workers. */
  default S setGradientCompression(String value) {
    return Define.set(this, gradientCompression(), value);
  }

  /** Param: in how many parts, one after another, a worker computes its rows of a step. */
  default IntParam accumulationSteps() {
    return Define.count(
        this,
        "accumulationSteps",
        "number of parts in which a worker computes its rows of a step, one after another; more"
            + " take less memory",
        1);
  }

  /** Returns in how many parts a worker computes its rows of a step. */
  default int getAccumulationSteps() {
    return (Integer) getOrDefault(accumulationSteps());
  }

  /** Sets in how many parts a worker computes its rows of a step. */
  default S setAccumulationSteps(int value) {
    return Define.set(this, accumulationSteps(), value);
  }
}
