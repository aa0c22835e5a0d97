/** Shapes, data types and tensors in aligned native memory. */
package io.kindling.tensor;
