package io.kindling.distributed.transport;

/**
 * How much may be under way from one worker to another.
 *
 * @param streams of each kind, at most; their numbers follow each other
 * @param bytes of a stream, at most
 */
public record Window(int streams, int bytes) {}
