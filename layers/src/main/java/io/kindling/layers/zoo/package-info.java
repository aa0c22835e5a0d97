/** Well-known networks as functions. */
package io.kindling.layers.zoo;
