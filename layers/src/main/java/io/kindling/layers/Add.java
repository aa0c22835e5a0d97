package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import java.util.List;

/** The sum of two or more inputs of one shape, element by element. */
public record Add() implements Layer {
  /** Returns the layer. */
  public static Add of() {
    return new Add();
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    Inputs.several(this, inputs);
    Value sum = inputs.get(0);
    for (Value next : inputs.subList(1, inputs.size())) {
      if (!next.shape().equals(sum.shape())) {
        throw Inputs.refuse(
            this,
            "inputs of one shape",
            sum.shape() + " and " + next.shape(),
            "Put a Reshape, or a Conv2d of kernel 1, before one.");
      }
      sum = builder.add(sum, next);
    }
    return sum;
  }
}
