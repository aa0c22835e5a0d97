/** What the readers and writers of model files share. */
package io.kindling.layers.format;
