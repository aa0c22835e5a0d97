package io.kindling.distributed.session;

import java.util.List;

/**
 * What an attempt gave.
 *
 * @param parameters in pieces
 * @param digests of the parameters of every worker
 */
public record Learned(List<byte[]> parameters, Outcome outcome, List<Long> digests) {}
