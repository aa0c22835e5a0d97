/** A layer, a block of layers and a loss of one's own, as the documentation shows them. */
package io.kindling.layers.example;
