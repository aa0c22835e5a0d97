/** Runs folders in the layout of ONNX's backend tests. */
package io.kindling.bench.conformance;
