package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The matrix product of the last two axes, broadcast over the others, as NumPy's {@code matmul}.
 *
 * <p>Shapes: {@code [..., m, k] x [..., k, n] -> [..., m, n]}; a vector counts as a row on the left
 * and as a column on the right, and its axis is dropped from the result.
 */
public record MatMul() implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type a = Rules.inputs(this, inputs, 2).get(0);
    Type b = inputs.get(1);
    Rules.sameDataType(this, a, b);
    if (a.shape().rank() == 0 || b.shape().rank() == 0) {
      throw refuse(a, b);
    }
    Shape left = a.shape().rank() == 1 ? a.shape().insert(0, 1) : a.shape();
    Shape right = b.shape().rank() == 1 ? b.shape().insert(1, 1) : b.shape();
    if (left.dim(-1) != right.dim(-2)) {
      throw refuse(a, b);
    }
    Shape batch = Shape.broadcast(left.slice(0, left.rank() - 2), right.slice(0, right.rank() - 2));
    Shape result = batch;
    if (a.shape().rank() > 1) {
      result = result.insert(result.rank(), left.dim(-2));
    }
    if (b.shape().rank() > 1) {
      result = result.insert(result.rank(), right.dim(-1));
    }
    return List.of(a.withShape(result));
  }

  private static IllegalArgumentException refuse(Type a, Type b) {
    return new IllegalArgumentException(
        "MatMul: expected [..., m, k] and [..., k, n], got "
            + a.shape()
            + " and "
            + b.shape()
            + ". Transpose or reshape one.");
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    Value a = scope.input(0);
    Value b = scope.input(1);
    Value left = a.shape().rank() == 1 ? g.apply(Reshape.to(a.shape().insert(0, 1)), a) : a;
    Value right = b.shape().rank() == 1 ? g.apply(Reshape.to(b.shape().insert(1, 1)), b) : b;
    Shape product = infer(List.of(left.type(), right.type())).get(0).shape();
    Value dy = g.apply(Reshape.to(product), scope.outputGradient());
    if (scope.wants(0)) {
      Value whole = g.matMul(dy, swapped(g, right));
      scope.set(0, g.apply(Reshape.to(a.shape()), Rules.sumTo(g, whole, left.shape())));
    }
    if (scope.wants(1)) {
      Value whole = g.matMul(swapped(g, left), dy);
      scope.set(1, g.apply(Reshape.to(b.shape()), Rules.sumTo(g, whole, right.shape())));
    }
  }

  private static Value swapped(GraphBuilder g, Value matrix) {
    int rank = matrix.shape().rank();
    int[] order = IntStream.range(0, rank).toArray();
    order[rank - 1] = rank - 2;
    order[rank - 2] = rank - 1;
    return g.transpose(matrix, order);
  }
}
