package io.kindling.ml.param;

/**
 * All params of a stage that trains a network, but for its columns and losses.
 *
 * @param <S> the stage that the setters return
 */
public interface Training<S>
    extends NetworkParam<S>,
        OptimizerParams<S>,
        ClippingParams<S>,
        LoopParams<S>,
        StoppingParams<S>,
        ClusterParams<S>,
        SynchronizationParams<S>,
        LargeBatchParams<S>,
        CheckpointParams<S>,
        StartParams<S>,
        WatchParams<S>,
        RandomSeed<S>,
        WeightColumn<S>,
        ValidationColumn<S>,
        Scoring<S> {}
