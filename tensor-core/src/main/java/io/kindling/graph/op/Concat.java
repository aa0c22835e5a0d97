package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The inputs one after another along an axis.
 *
 * @param axis from 0, or from -1 backwards
 */
public record Concat(int axis) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type first = Rules.inputs(this, inputs, 1, Integer.MAX_VALUE).get(0);
    int along = first.shape().axis(axis);
    long total = 0;
    for (Type each : inputs) {
      Rules.sameDataType(this, first, each);
      long dim = each.shape().rank() > along ? each.shape().dim(along) : 0;
      if (each.shape().rank() != first.shape().rank()
          || !each.shape().with(along, 0).equals(first.shape().with(along, 0))
          || (dim < 0) != (first.shape().dim(along) < 0)) {
        throw new IllegalArgumentException(
            "Concat: expected shapes that differ along axis "
                + axis
                + " only, got "
                + inputs
                + ". Reshape or slice one.");
      }
      total += dim;
    }
    return List.of(first.withShape(first.shape().with(along, total)));
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    Shape whole = scope.output(0).shape();
    int along = whole.axis(axis);
    // Multiples of the batch are counted along an axis of their own that is put before it.
    boolean batched = whole.dim(along) < 0;
    Value dy = scope.outputGradient();
    if (batched) {
      Shape split = whole.with(along, Shape.BATCH).insert(along, -whole.dim(along));
      dy = g.apply(Reshape.to(split), dy);
    }
    long from = 0;
    for (int i = 0; i < scope.node().inputs().size(); i++) {
      Shape shape = scope.input(i).shape();
      long to = from + Math.abs(shape.dim(along));
      if (scope.wants(i)) {
        Value part = g.apply(Slice.of(along, from, to), dy);
        scope.set(i, batched ? g.apply(Reshape.to(shape), part) : part);
      }
      from = to;
    }
  }
}
