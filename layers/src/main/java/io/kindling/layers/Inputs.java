package io.kindling.layers;

import io.kindling.graph.Value;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;

/** Checks of what layers read, and the words for what does not fit. */
final class Inputs {
  private Inputs() {}

  /** Returns the only input. */
  static Value one(Layer layer, List<Value> inputs) {
    if (inputs.size() != 1) {
      throw refuse(layer, "one input", inputs.size() + "", "Join them with Add or Concat first.");
    }
    return inputs.get(0);
  }

  /** Returns the only input, which must be FLOAT32 with the batch first. */
  static Value floats(Layer layer, List<Value> inputs) {
    Value input = one(layer, inputs);
    requireFloats(layer, input);
    return input;
  }

  static void requireFloats(Layer layer, Value input) {
    if (input.dataType() != DataType.FLOAT32) {
      throw refuse(
          layer,
          "FLOAT32 elements",
          input.type().toString(),
          "Put an Embedding before it, or declare the network's input as FLOAT32.");
    }
    if (input.shape().rank() == 0 || input.shape().dim(0) != -1) {
      throw refuse(
          layer, "input [batch, ...]", input.shape().toString(), "Keep one row for each row.");
    }
  }

  /**
   * Returns the only input, which must be FLOAT32 and have a number of axes.
   *
   * @param shape how such a shape is written, for the message
   */
  static Value floats(Layer layer, List<Value> inputs, int rank, String shape, String advice) {
    Value input = floats(layer, inputs);
    if (input.shape().rank() != rank) {
      throw refuse(layer, "input " + shape, input.shape().toString(), advice);
    }
    return input;
  }

  /** Requires two inputs or more, all FLOAT32 with the batch first. */
  static void several(Layer layer, List<Value> inputs) {
    if (inputs.size() < 2) {
      throw refuse(layer, "two inputs or more", inputs.size() + "", "Name the others too.");
    }
    inputs.forEach(input -> requireFloats(layer, input));
  }

  /** Returns an axis, other than the batch, counted from 0. */
  static int rowAxis(Layer layer, Value input, int axis) {
    int rank = input.shape().rank();
    int counted = axis < 0 ? axis + rank : axis;
    if (counted < 1 || counted >= rank) {
      throw refuse(
          layer,
          "an axis of " + input.shape() + " other than the batch",
          axis + "",
          "Use 1 to " + (rank - 1) + ".");
    }
    return counted;
  }

  /** Requires that a padded window fits into an input. */
  static void requireRoom(Layer layer, Window window, Shape shape) {
    int axes = window.rank();
    for (int i = 0; i < axes; i++) {
      long room = shape.dim(i + 2) + window.pads().get(i) + window.pads().get(i + axes);
      if (room < window.extent(i)) {
        throw refuse(
            layer,
            "a size of "
                + window.extent(i)
                + " or more along axis "
                + (i + 2)
                + ", padding included",
            shape.toString(),
            "Use a smaller window or more padding.");
      }
    }
  }

  static IllegalArgumentException refuse(Layer layer, String rule, String got, String advice) {
    return refuse(layer.getClass().getSimpleName(), rule, got, advice);
  }

  static IllegalArgumentException refuse(String who, String rule, String got, String advice) {
    return new IllegalArgumentException(
        who + ": expected " + rule + ", got " + got + ". " + advice);
  }

  static void atLeast(String who, String what, long least, long value) {
    if (value < least) {
      throw refuse(who, what + " of " + least + " or more", value + "", "Raise it.");
    }
  }

  /** Requires one number for each spatial axis. */
  static void axes(String who, String what, int axes, List<Long> values) {
    if (values.size() != axes || values.stream().anyMatch(v -> v < 1)) {
      throw refuse(
          who, axes + " " + what + " of 1 or more", values.toString(), "Give one for each axis.");
    }
  }
}
