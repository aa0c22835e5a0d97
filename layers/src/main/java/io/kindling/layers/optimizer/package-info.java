/** Optimizers as immutable records; their state is a thing of its own. */
package io.kindling.layers.optimizer;
