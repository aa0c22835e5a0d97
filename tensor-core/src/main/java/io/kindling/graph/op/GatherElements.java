package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * One element of x for each index, along an axis: with axis 0 {@code y[i, j] = x[indices[i, j],
 * j]}.
 *
 * <p>Shapes: x and indices have as many axes, y has the shape of the indices (INT32 or INT64),
 * which is nowhere larger than x's but along the axis. Indices lie in [-n, n); negative ones count
 * from the end. PyTorch's {@code gather} takes no negative ones.
 *
 * @param axis from 0, or from -1 backwards
 */
public record GatherElements(int axis) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 2).get(0);
    Type indices = inputs.get(1);
    Rules.index(this, indices);
    int along = x.shape().axis(axis);
    if (!fits(x.shape(), indices.shape(), along)) {
      throw new IllegalArgumentException(
          "GatherElements: expected indices within "
              + x.shape()
              + " along all axes but "
              + along
              + ", got "
              + indices.shape()
              + ". Slice or transpose the indices.");
    }
    return List.of(x.withShape(indices.shape()));
  }

  private static boolean fits(Shape x, Shape indices, int along) {
    if (x.rank() != indices.rank()) {
      return false;
    }
    for (int i = 0; i < x.rank(); i++) {
      long most = x.dim(i);
      long dim = indices.dim(i);
      boolean within = most < 0 || dim < 0 ? dim == most : dim <= most;
      if (i != along && !within) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      GatherElementsGradient op = new GatherElementsGradient(axis, scope.input(0).shape());
      scope.set(0, scope.builder().apply(op, scope.input(1), scope.outputGradient()));
    }
  }
}
