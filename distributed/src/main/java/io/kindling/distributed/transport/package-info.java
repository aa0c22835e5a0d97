/** Authenticated messages between the workers of a session, over Spark's own transport. */
package io.kindling.distributed.transport;
