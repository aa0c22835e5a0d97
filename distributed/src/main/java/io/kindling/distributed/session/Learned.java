package io.kindling.distributed.session;

import io.kindling.training.Parameters;
import java.util.List;

/**
 * What an attempt gave.
 *
 * @param parameters whoever has them closes them
 * @param workers how many there were
 * @param threads of each
 * @param digests of the parameters of every worker
 */
public record Learned(
    Parameters parameters, Outcome outcome, int workers, int threads, List<Long> digests) {}
