/** The training loop over a feed, a collective and an event sink; knows no Spark. */
package io.kindling.training;
