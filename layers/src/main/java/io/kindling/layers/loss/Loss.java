package io.kindling.layers.loss;

import io.kindling.autodiff.RowLoss;

/**
 * The loss of one output of a network: a record of hyper-parameters, written to JSON like a layer.
 *
 * <p>A loss is a composition of operators; its gradient follows from theirs. It is numerically safe
 * on raw scores (logits), which networks end with.
 */
public interface Loss extends RowLoss {}
