/** One record per ONNX operator: validation, shape rule and gradient rule. */
package io.kindling.graph.op;
