/** The network as an immutable graph of ONNX operators. */
package io.kindling.graph;
