package io.kindling.ml.scoring;

/**
 * What a scoring plan is compiled for.
 *
 * @param model names the network with its numbers
 * @param backend the name of a backend, or auto
 */
record ScoringKey(String model, String backend, int threads, int batch) {}
