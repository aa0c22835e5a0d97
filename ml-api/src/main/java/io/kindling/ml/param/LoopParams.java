package io.kindling.ml.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Params;

/**
 * How long and on how many rows at a time a network is trained.
 *
 * @param <S> the stage that the setters return
 */
public interface LoopParams<S> extends Params {

  /** Param: the number of passes over the training rows. */
  default IntParam epochs() {
    return Define.count(this, "epochs", "number of passes over the training rows", 1);
  }

  /** Returns the number of passes over the training rows. */
  default int getEpochs() {
    return (Integer) getOrDefault(epochs());
  }

  /** Sets the number of passes over the training rows. */
  default S setEpochs(int value) {
    return Define.set(this, epochs(), value);
  }

  /** Param: the number of rows of a step, over all workers together. */
  default IntParam batchSize() {
    return Define.count(
        this, "batchSize", "number of rows of a step, over all workers together", 1);
  }

  /** Returns the number of rows of a step, over all workers together. */
  default int getBatchSize() {
    return (Integer) getOrDefault(batchSize());
  }

  /** Sets the number of rows of a step, over all workers together. */
  default S setBatchSize(int value) {
    return Define.set(this, batchSize(), value);
  }

  /** Param: whether each epoch takes the rows in an order of its own. */
  default BooleanParam shuffle() {
    return Define.flag(
        this,
        "shuffle",
        "whether each epoch takes the rows in an order of its own; otherwise all take them in one"
            + " order, which seed and rows decide");
  }

  /** Returns whether each epoch takes the rows in an order of its own. */
  default boolean getShuffle() {
    return (Boolean) getOrDefault(shuffle());
  }

  /** Sets whether each epoch takes the rows in an order of its own. */
  default S setShuffle(boolean value) {
    return Define.set(this, shuffle(), value);
  }
}
