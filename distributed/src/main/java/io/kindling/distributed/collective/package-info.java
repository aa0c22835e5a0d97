/** Sums over the workers of a session, in memory or over the network, with the same bits. */
package io.kindling.distributed.collective;
