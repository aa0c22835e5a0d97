/** A whole fit of a multilayer perceptron beside Spark's own classifier. */
package io.kindling.bench.perceptron;
