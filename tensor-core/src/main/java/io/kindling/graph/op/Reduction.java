package io.kindling.graph.op;

import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** An operator that folds axes into one number each. */
public interface Reduction extends Op {
  /** Returns the axes that are folded, from 0 or from -1 backwards; empty folds all. */
  List<Long> axes();

  /** Returns whether folded axes stay as dimensions of 1. */
  boolean keepDims();

  /** Returns the folded axes of a shape, counted from 0, in order. */
  default List<Integer> axes(Shape shape) {
    return axes().isEmpty()
        ? IntStream.range(0, shape.rank()).boxed().toList()
        : axes().stream().map(shape::axis).distinct().sorted().toList();
  }

  /** Returns the input's shape with folded axes of size 1. */
  default Shape kept(Shape shape) {
    Shape kept = shape;
    for (int axis : axes(shape)) {
      kept = kept.with(axis, 1);
    }
    return kept;
  }

  @Override
  default List<Type> infer(List<Type> inputs) {
    Type input = Rules.inputs(this, inputs, 1).get(0);
    Shape shape = input.shape();
    if (keepDims()) {
      return List.of(input.withShape(kept(shape)));
    }
    List<Integer> axes = axes(shape);
    long[] left =
        IntStream.range(0, shape.rank())
            .filter(i -> !axes.contains(i))
            .mapToLong(shape::dim)
            .toArray();
    return List.of(input.withShape(Shape.of(left)));
  }
}
