package io.kindling.bench.compare;

import io.kindling.bench.measure.Contender;

/**
 * A contender in a comparison.
 *
 * @param unit what it is counted in
 */
public record Lane(Contender contender, String unit) {}
