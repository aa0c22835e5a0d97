package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.Window;
import java.util.List;

/**
 * The mean of the elements under a window that slides over images.
 *
 * <p>Shapes: {@code [batch, channels, height, width]} to {@code [batch, channels, places, places]}.
 * With padding the mean runs over the elements of the image alone, as in Keras; PyTorch counts
 * padding as zeros by default.
 *
 * @param poolSize height and width of the window
 * @param stride the steps down and to the right; empty for the window's size
 * @param ceilMode whether a last place that the window covers only partly counts, which rounding
 *     down (the default here, in PyTorch and in Keras) leaves out
 * @param countPadding whether padding counts as zeros
 */
public record AvgPool2d(
    List<Long> poolSize, List<Long> stride, Padding padding, boolean ceilMode, boolean countPadding)
    implements Layer {
  /** Checks all numbers. */
  public AvgPool2d {
    poolSize = List.copyOf(poolSize);
    stride = List.copyOf(stride);
    Inputs.axes("AvgPool2d", "pool sizes", 2, poolSize);
    if (!stride.isEmpty()) {
      Inputs.axes("AvgPool2d", "strides", 2, stride);
    }
  }

  /** Returns a layer with a square window that moves by its own size, without padding. */
  public static AvgPool2d of(long poolSize) {
    return of(poolSize, poolSize);
  }

  /** Returns a layer with a window that moves by its own size, without padding. */
  public static AvgPool2d of(long poolHeight, long poolWidth) {
    return new AvgPool2d(List.of(poolHeight, poolWidth), List.of(), Padding.VALID, false, false);
  }

  /** Returns this layer with another step along both axes. */
  public AvgPool2d stride(long other) {
    return stride(other, other);
  }

  /** Returns this layer with other steps. */
  public AvgPool2d stride(long vertical, long horizontal) {
    return new AvgPool2d(poolSize, List.of(vertical, horizontal), padding, ceilMode, countPadding);
  }

  /** Returns this layer with padding. */
  public AvgPool2d padding(Padding other) {
    return new AvgPool2d(poolSize, stride, other, ceilMode, countPadding);
  }

  /** Returns this layer with as much padding on all sides. */
  public AvgPool2d padding(long amount) {
    return padding(Padding.of(amount));
  }

  /** Returns this layer with or without partly covered places. */
  public AvgPool2d ceilMode(boolean on) {
    return new AvgPool2d(poolSize, stride, padding, on, countPadding);
  }

  /** Returns this layer with padding that counts as zeros, or does not count. */
  public AvgPool2d countPadding(boolean on) {
    return new AvgPool2d(poolSize, stride, padding, ceilMode, on);
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    Window window = Pools.window(this, inputs, poolSize, stride, padding);
    return builder.apply(new AveragePool(window, ceilMode, countPadding), inputs.get(0));
  }
}
