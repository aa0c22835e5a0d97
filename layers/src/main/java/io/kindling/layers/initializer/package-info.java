/** Initializers: records that fill new parameters from a seeded generator. */
package io.kindling.layers.initializer;
