package io.kindling.ml.param;

/**
 * The params of a stage that scores, which an estimator hands on to its model.
 *
 * @param <S> the stage that the setters return
 */
public interface Scoring<S> extends BackendParam<S>, ScoringParams<S>, InvalidRows<S> {}
