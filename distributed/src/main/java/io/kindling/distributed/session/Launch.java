package io.kindling.distributed.session;

import java.time.Duration;

/**
 * How the workers of a fit are started and watched.
 *
 * @param together whether Spark starts all of them or none, in a barrier stage; otherwise they are
 *     tasks of an ordinary stage, which train when all have come
 * @param gathering how long workers of an ordinary stage wait for each other to come
 * @param silence how long a worker may give no sign of life
 */
public record Launch(boolean together, Duration gathering, Duration silence) {}
