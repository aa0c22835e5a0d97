/** The event files that TensorBoard shows. */
package io.kindling.layers.format.tensorboard;
