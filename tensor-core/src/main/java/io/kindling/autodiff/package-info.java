/** From a forward graph and its loss to the training graph. */
package io.kindling.autodiff;
