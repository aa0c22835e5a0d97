package io.kindling.ml.param;

/**
 * The columns of an estimator of any network and of its model.
 *
 * @param <S> the stage that the setters return
 */
public interface TensorColumns<S> extends InputColumns<S>, OutputColumns<S> {}
