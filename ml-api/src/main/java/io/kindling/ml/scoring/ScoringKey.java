package io.kindling.ml.scoring;

import io.kindling.training.Compute;

/**
 * What a scoring plan is compiled for.
 *
 * @param model names the network with its numbers
 * @param compute what it runs on
 * @param batch rows scored at a time
 */
record ScoringKey(String model, Compute compute, int batch) {}
