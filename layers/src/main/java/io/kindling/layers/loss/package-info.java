/** Losses: records that add the loss of every row to a training graph. */
package io.kindling.layers.loss;
