package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Window;
import java.util.List;

/**
 * The largest element under a window that slides over images.
 *
 * <p>Shapes: {@code [batch, channels, height, width]} to {@code [batch, channels, places, places]}.
 * Padding never wins.
 *
 * @param poolSize height and width of the window
 * @param stride the steps down and to the right; empty for the window's size
 * @param ceilMode whether a last place that the window covers only partly counts, which rounding
 *     down (the default here, in PyTorch and in Keras) leaves out
 */
public record MaxPool2d(List<Long> poolSize, List<Long> stride, Padding padding, boolean ceilMode)
    implements Layer {
  /** Checks all numbers. */
  public MaxPool2d {
    poolSize = List.copyOf(poolSize);
    stride = List.copyOf(stride);
    Inputs.axes("MaxPool2d", "pool sizes", 2, poolSize);
    if (!stride.isEmpty()) {
      Inputs.axes("MaxPool2d", "strides", 2, stride);
    }
  }

  /** Returns a layer with a square window that moves by its own size, without padding. */
  public static MaxPool2d of(long poolSize) {
    return of(poolSize, poolSize);
  }

  /** Returns a layer with a window that moves by its own size, without padding. */
  public static MaxPool2d of(long poolHeight, long poolWidth) {
    return new MaxPool2d(List.of(poolHeight, poolWidth), List.of(), Padding.VALID, false);
  }

  /** Returns this layer with another step along both axes. */
  public MaxPool2d stride(long other) {
    return stride(other, other);
  }

  /** Returns this layer with other steps. */
  public MaxPool2d stride(long vertical, long horizontal) {
    return new MaxPool2d(poolSize, List.of(vertical, horizontal), padding, ceilMode);
  }

  /** Returns this layer with padding. */
  public MaxPool2d padding(Padding other) {
    return new MaxPool2d(poolSize, stride, other, ceilMode);
  }

  /** Returns this layer with as much padding on all sides. */
  public MaxPool2d padding(long amount) {
    return padding(Padding.of(amount));
  }

  /** Returns this layer with or without partly covered places. */
  public MaxPool2d ceilMode(boolean on) {
    return new MaxPool2d(poolSize, stride, padding, on);
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    Window window = Pools.window(this, inputs, poolSize, stride, padding);
    return builder.apply(new MaxPool(window, ceilMode, false, false), inputs.get(0));
  }
}
