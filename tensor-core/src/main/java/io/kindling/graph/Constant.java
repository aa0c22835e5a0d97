package io.kindling.graph;

import io.kindling.tensor.Tensor;

/** A value known when the graph is built; its tensor is never written. */
public record Constant(Value value, Tensor tensor) {}
