package io.kindling.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Params;

/**
 * How the learning rate follows the batch size. Source: Priya Goyal et al., "Accurate, large
 * minibatch SGD: training ImageNet in 1 hour", 2017, section 2.
 *
 * @param <S> the stage that the setters return
 */
public interface LargeBatchParams<S> extends Params {

  /** Param: the batch size that the rates are meant for; 0: the one that is set. */
  default IntParam baseBatchSize() {
    return Define.count(
        this,
        "baseBatchSize",
        "batch size that the learning rate is meant for; rates are multiplied by batchSize over"
            + " this; 0: they are not",
        0);
  }

  /** Returns the batch size that the rates are meant for. */
  default int getBaseBatchSize() {
    return (Integer) getOrDefault(baseBatchSize());
  }

  /** Sets the batch size that the rates are meant for. */
  default S setBaseBatchSize(int value) {
    return Define.set(this, baseBatchSize(), value);
  }

  /** Param: the epochs in which the rate rises to its full height. */
  default DoubleParam warmUpEpochs() {
    return Define.atLeast(
        this,
        "warmUpEpochs",
        "number of epochs, or part of one, in which the learning rate rises to its full height; it"
            + " begins at the rate of baseBatchSize, or at a thousandth",
        0);
  }

  /** Returns the epochs in which the rate rises to its full height. */
  default double getWarmUpEpochs() {
    return (Double) getOrDefault(warmUpEpochs());
  }

  /** Sets the epochs in which the rate rises to its full height. */
  default S setWarmUpEpochs(double value) {
    return Define.set(this, warmUpEpochs(), value);
  }
}
