package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The same elements under another shape.
 *
 * @param dims the dimensions; {@code 0} keeps the input's at the same place (unless allowZero), one
 *     {@code -1} follows from the number of elements
 * @param allowZero whether 0 means a dimension of size 0
 */
public record Reshape(List<Long> dims, boolean allowZero) implements Op {
  /** Copies the list. */
  public Reshape {
    dims = List.copyOf(dims);
  }

  /** Returns a reshape where 0 keeps the input's dimension. */
  public Reshape(List<Long> dims) {
    this(dims, false);
  }

  /**
   * Returns the reshape that gives a shape; a dimension with the batch becomes the one that follows
   * from the others.
   */
  public static Reshape to(Shape shape) {
    return new Reshape(Arrays.stream(shape.dims()).map(d -> d < 0 ? -1 : d).boxed().toList(), true);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type input = Rules.inputs(this, inputs, 1).get(0);
    long[] result = new long[dims.size()];
    int free = -1;
    for (int i = 0; i < result.length; i++) {
      long dim = dims.get(i);
      result[i] = dim == 0 && !allowZero ? input.shape().dim(i) : dim;
      if (dim == -1) {
        if (free >= 0) {
          throw refuse(input, "one -1 at most");
        }
        free = i;
        result[i] = 1;
      } else if (dim < -1) {
        throw refuse(input, "dimensions from -1");
      }
    }
    long size = input.shape().size();
    long rest = Shape.of(result).size();
    if (free >= 0) {
      if (rest == 0 || size % rest != 0) {
        throw refuse(input, "dimensions that divide the " + size + " elements");
      }
      result[free] = size / rest;
    } else if (rest != size) {
      throw refuse(input, "as many elements as the input has");
    }
    return List.of(input.withShape(Shape.of(result)));
  }

  private IllegalArgumentException refuse(Type input, String rule) {
    return new IllegalArgumentException(
        "Reshape: expected "
            + rule
            + " for "
            + input.shape()
            + ", got "
            + dims
            + ". Change the dimensions.");
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      scope.set(0, scope.builder().apply(to(scope.input(0).shape()), scope.outputGradient()));
    }
  }
}
