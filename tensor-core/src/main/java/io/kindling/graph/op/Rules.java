package io.kindling.graph.op;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Checks and gradient steps that many operators share. */
final class Rules {
  private Rules() {}

  static List<Type> inputs(Op op, List<Type> inputs, int count) {
    return inputs(op, inputs, count, count);
  }

  static List<Type> inputs(Op op, List<Type> inputs, int least, int most) {
    if (inputs.size() < least || inputs.size() > most) {
      throw new IllegalArgumentException(
          op.type()
              + ": expected "
              + (least == most ? "" + least : least + " to " + most)
              + " inputs, got "
              + inputs.size()
              + ". Connect the operator's inputs.");
    }
    return inputs;
  }

  static void sameDataType(Op op, Type a, Type b) {
    if (a.dataType() != b.dataType()) {
      throw new IllegalArgumentException(
          op.type()
              + ": expected inputs of one element type, got "
              + a
              + " and "
              + b
              + ". Put a Cast before it.");
    }
  }

  static void sameType(Op op, Type a, Type b) {
    if (!a.equals(b)) {
      throw new IllegalArgumentException(
          op.type()
              + ": expected inputs of one type, got "
              + a
              + " and "
              + b
              + ". Reshape or cast one.");
    }
  }

  static void floating(Op op, Type type) {
    if (!type.dataType().isFloating()) {
      throw new IllegalArgumentException(
          op.type()
              + ": expected floating-point elements, got "
              + type
              + ". Put a Cast before it.");
    }
  }

  static void logical(Op op, Type type) {
    if (type.dataType() != DataType.BOOL) {
      throw new IllegalArgumentException(
          op.type() + ": expected truth values (BOOL), got " + type + ". Put a Cast before it.");
    }
  }

  static void index(Op op, Type indices) {
    if (indices.dataType() != DataType.INT32 && indices.dataType() != DataType.INT64) {
      throw new IllegalArgumentException(
          op.type()
              + ": expected indices INT32 or INT64, got "
              + indices
              + ". Put a Cast before it.");
    }
  }

  /** Adds the sum over all axes that broadcasting stretched, giving back {@code target}'s shape. */
  static Value sumTo(GraphBuilder builder, Value gradient, Shape target) {
    Shape shape = gradient.shape();
    if (shape.equals(target)) {
      return gradient;
    }
    int extra = shape.rank() - target.rank();
    List<Long> axes = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (i < extra || (target.dim(i - extra) == 1 && shape.dim(i) != 1)) {
        axes.add((long) i);
      }
    }
    Value summed = builder.apply(new ReduceSum(axes, true), gradient);
    return extra == 0 ? summed : builder.apply(Reshape.to(target), summed);
  }

  /** Adds a constant without axes of the element type of another value. */
  static Value scalarLike(GraphBuilder builder, Value like, double number) {
    return builder.constant(Tensor.full(like.dataType(), Shape.scalar(), number));
  }

  /** Returns {@code [batch, channels, 1, ...]} for {@code [batch, channels, d, ...]}. */
  static Shape globallyPooled(Op op, Shape input) {
    if (input.rank() < 3 || !input.slice(2, input.rank()).isStatic()) {
      throw new IllegalArgumentException(
          op.type()
              + ": expected input [batch, channels, size, ...], got "
              + input
              + ". Put a Reshape before it.");
    }
    Shape pooled = input;
    for (int i = 2; i < input.rank(); i++) {
      pooled = pooled.with(i, 1);
    }
    return pooled;
  }

  /** Checks an axis whose elements belong together, which the batch's do not. */
  static void rowAxis(Op op, Shape input, int axis) {
    if (input.dim(axis) < 0) {
      throw new IllegalArgumentException(
          op.type()
              + ": expected an axis within each row of "
              + input
              + ", got "
              + axis
              + ", which holds the batch. Choose another axis.");
    }
  }
}
