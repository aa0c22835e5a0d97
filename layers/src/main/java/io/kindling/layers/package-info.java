/** Layers as records that add operators to a graph, and the networks made of them. */
package io.kindling.layers;
