package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * The dimensions of the input from axis {@code start} to before {@code end}, INT64: the standard's
 * {@code Shape}.
 *
 * @param start the first axis, from the end where negative, clamped to [0, rank]
 * @param end the axis after the last, likewise; {@link Long#MAX_VALUE} for all
 */
public record ShapeOf(long start, long end) implements Op {
  /** Returns the operator that gives all dimensions. */
  public static ShapeOf all() {
    return new ShapeOf(0, Long.MAX_VALUE);
  }

  @Override
  public String type() {
    return "Shape";
  }

  /** Returns the dimensions that are taken of an input. */
  public Shape part(Shape input) {
    int from = clamped(start, input.rank());
    return input.slice(from, Math.max(from, clamped(end, input.rank())));
  }

  private static int clamped(long axis, int rank) {
    return (int) Math.min(Math.max(axis < 0 ? axis + rank : axis, 0), rank);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Shape part = part(Rules.inputs(this, inputs, 1).get(0).shape());
    return List.of(new Type(DataType.INT64, Shape.of(part.rank())));
  }

  @Override
  public void gradient(GradientScope scope) {
    // Dimensions do not depend on the elements.
  }
}
