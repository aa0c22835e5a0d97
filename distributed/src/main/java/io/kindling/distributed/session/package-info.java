/** A training session: what driver and workers say to each other, and what each of them does. */
package io.kindling.distributed.session;
