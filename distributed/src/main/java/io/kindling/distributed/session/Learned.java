package io.kindling.distributed.session;

import java.util.List;

/**
 * What an attempt gave.
 *
 * @param parameters in pieces
 * @param workers how many there were
 * @param threads of each
 * @param digests of the parameters of every worker
 */
public record Learned(
    List<byte[]> parameters, Outcome outcome, int workers, int threads, List<Long> digests) {}
