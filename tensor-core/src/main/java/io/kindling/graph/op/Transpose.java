package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes in another order: axis i of the output is axis {@code permutation[i]} of the input.
 *
 * @param permutation the input's axes; empty reverses them
 */
public record Transpose(List<Integer> permutation) implements Op {
  /** Copies the list. */
  public Transpose {
    permutation = List.copyOf(permutation);
  }

  /** Returns the input axis of each output axis. */
  public List<Integer> order(int rank) {
    return permutation.isEmpty()
        ? IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList()
        : permutation;
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type input = Rules.inputs(this, inputs, 1).get(0);
    int rank = input.shape().rank();
    List<Integer> order = order(rank);
    if (!order.stream().sorted().toList().equals(IntStream.range(0, rank).boxed().toList())) {
      throw new IllegalArgumentException(
          "Transpose: expected each axis of "
              + input.shape()
              + " once, got "
              + order
              + ". Give a permutation of 0 to "
              + (rank - 1)
              + ".");
    }
    return List.of(
        input.withShape(Shape.of(order.stream().mapToLong(i -> input.shape().dim(i)).toArray())));
  }

  @Override
  public void gradient(GradientScope scope) {
    List<Integer> order = order(scope.input(0).shape().rank());
    List<Integer> inverse = IntStream.range(0, order.size()).mapToObj(order::indexOf).toList();
    if (scope.wants(0)) {
      scope.set(0, scope.builder().apply(new Transpose(inverse), scope.outputGradient()));
    }
  }
}
