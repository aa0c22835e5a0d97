package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;

/** The number of elements, INT64 without axes. */
public record Size() implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Rules.inputs(this, inputs, 1);
    return List.of(new Type(DataType.INT64, Shape.scalar()));
  }

  @Override
  public void gradient(GradientScope scope) {
    // The number of elements does not depend on them.
  }
}
