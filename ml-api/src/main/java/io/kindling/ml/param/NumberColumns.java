package io.kindling.ml.param;

/**
 * The columns of a regressor and of its model.
 *
 * @param <S> the stage that the setters return
 */
public interface NumberColumns<S> extends FeaturesColumn<S>, LabelColumn<S>, PredictionColumn<S> {}
