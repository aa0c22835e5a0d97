package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The entries of x along an axis that indices name: with axis 0 a table lookup, {@code y[i, ...] =
 * x[indices[i], ...]}.
 *
 * <p>Shapes: x {@code [a..., n, b...]}, indices INT32 or INT64 {@code [i...]}, y {@code [a...,
 * i..., b...]}. Indices lie in [-n, n); negative ones count from the end.
 *
 * @param axis from 0, or from -1 backwards
 */
public record Gather(int axis) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 2).get(0);
    Type indices = inputs.get(1);
    Rules.index(this, indices);
    Shape shape = x.shape();
    int along = shape.axis(axis);
    long[] dims =
        LongStream.concat(
                LongStream.concat(
                    Arrays.stream(shape.slice(0, along).dims()),
                    Arrays.stream(indices.shape().dims())),
                Arrays.stream(shape.slice(along + 1, shape.rank()).dims()))
            .toArray();
    return List.of(x.withShape(Shape.of(dims)));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      GatherGradient op = new GatherGradient(axis, scope.input(0).shape());
      scope.set(0, scope.builder().apply(op, scope.input(1), scope.outputGradient()));
    }
  }
}
