package io.kindling.ml.param;

/**
 * The columns of a classifier and of its model.
 *
 * @param <S> the stage that the setters return
 */
public interface ClassColumns<S>
    extends FeaturesColumn<S>,
        LabelColumn<S>,
        PredictionColumn<S>,
        RawPredictionColumn<S>,
        ProbabilityColumn<S>,
        ClassThresholds<S> {}
