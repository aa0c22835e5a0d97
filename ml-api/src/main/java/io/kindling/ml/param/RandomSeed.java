package io.kindling.ml.param;

import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.shared.HasSeed;

/**
 * The seed of all random choices.
 *
 * @param <S> the stage that the setter returns
 */
public interface RandomSeed<S> extends HasSeed {
  @Override
  default LongParam seed() {
    return Define.number(this, "seed", "seed of first weights, row order and dropout");
  }

  @Override
  default void org$apache$spark$ml$param$shared$HasSeed$_setter_$seed_$eq(LongParam ignored) {}

  /** Sets the seed of first weights, row order and dropout. */
  default S setSeed(long value) {
    return Define.set(this, seed(), value);
  }
}
