/** Reads and writes networks as files of the ONNX standard, opsets 7 to 25. */
package io.kindling.layers.format.onnx;
