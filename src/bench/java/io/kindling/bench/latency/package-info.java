/** The time of scoring one row in plain Java beside that of a peer. */
package io.kindling.bench.latency;
