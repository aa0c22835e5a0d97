package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same elements of each row under another shape: {@code [batch, d...]} to {@code [batch,
 * shape...]}.
 *
 * @param shape the dimensions without the batch; one may be -1 and follows from the others
 */
public record Reshape(List<Long> shape) implements Layer {
  /** Copies and checks the dimensions. */
  public Reshape {
    shape = List.copyOf(shape);
    if (shape.stream().anyMatch(d -> d < -1 || d == 0)
        || shape.stream().filter(d -> d == -1).count() > 1) {
      throw Inputs.refuse(
          "Reshape",
          "dimensions of 1 or more, one -1 at most",
          shape.toString(),
          "Leave the batch out.");
    }
  }

  /** Returns a layer that gives each row a shape. */
  public static Reshape of(long... shape) {
    return new Reshape(Arrays.stream(shape).boxed().toList());
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    Value input = Inputs.floats(this, inputs);
    long size = -input.shape().size();
    long given =
        shape.stream().filter(d -> d != -1).mapToLong(d -> d).reduce(1, Math::multiplyExact);
    if (shape.contains(-1L) ? size % given != 0 : size != given) {
      throw Inputs.refuse(
          this,
          "input with " + shape + " in each row",
          input.shape().toString(),
          "A row has " + size + " elements; change the dimensions.");
    }
    // 0 keeps the batch, so that the other place may follow from the elements.
    List<Long> dims = new ArrayList<>(List.of(0L));
    shape.forEach(d -> dims.add(d == -1 ? Long.valueOf(size / given) : d));
    return builder.apply(new io.kindling.graph.op.Reshape(dims), input);
  }
}
