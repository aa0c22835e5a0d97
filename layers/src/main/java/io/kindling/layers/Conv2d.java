package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Value;
import io.kindling.graph.op.Window;
import io.kindling.layers.initializer.Constant;
import io.kindling.layers.initializer.GlorotUniform;
import java.util.List;

/**
 * A convolution (cross-correlation) over images.
 *
 * <p>Shapes: {@code [batch, channels, height, width]} to {@code [batch, filters, places, places]};
 * parameters {@code weight [filters, channels / groups, height, width]} and {@code bias [filters]}.
 * A place of the output is {@code (size + padding - (kernel - 1) * dilation - 1) / stride} at most.
 *
 * <p>Weights begin Glorot uniform and biases zero, as in Keras; PyTorch begins both uniform within
 * {@code 1 / sqrt(fanIn)}. {@link io.kindling.layers.initializer.HeNormal} is the usual choice for
 * deep stacks with ReLU and no normalization.
 *
 * @param filters the number of output channels
 * @param kernelSize height and width of the kernel
 * @param stride the steps down and to the right from one place to the next
 * @param dilation the distances between neighbors inside the kernel, down and to the right
 * @param groups how many groups channels and filters are split into, each convolved by itself
 * @param bias whether a bias is added, which a BatchNorm that follows makes useless
 */
public record Conv2d(
    long filters,
    List<Long> kernelSize,
    List<Long> stride,
    Padding padding,
    List<Long> dilation,
    long groups,
    boolean bias,
    Initializer weightInitializer,
    Initializer biasInitializer)
    implements Layer {
  /** Checks all numbers. */
  public Conv2d {
    kernelSize = List.copyOf(kernelSize);
    stride = List.copyOf(stride);
    dilation = List.copyOf(dilation);
    Inputs.atLeast("Conv2d", "filters", 1, filters);
    Inputs.axes("Conv2d", "kernel sizes", 2, kernelSize);
    Inputs.axes("Conv2d", "strides", 2, stride);
    Inputs.axes("Conv2d", "dilations", 2, dilation);
    Inputs.atLeast("Conv2d", "groups", 1, groups);
    if (filters % groups != 0) {
      throw Inputs.refuse(
          "Conv2d", "filters that " + groups + " groups divide", filters + "", "Change one.");
    }
  }

  /** Returns a layer with a square kernel, steps of 1, no padding and a bias. */
  public static Conv2d of(long filters, long kernelSize) {
    return of(filters, kernelSize, kernelSize);
  }

  /** Returns a layer with steps of 1, no padding and a bias. */
  public static Conv2d of(long filters, long kernelHeight, long kernelWidth) {
    return new Conv2d(
        filters,
        List.of(kernelHeight, kernelWidth),
        List.of(1L, 1L),
        Padding.VALID,
        List.of(1L, 1L),
        1,
        true,
        GlorotUniform.of(),
        Constant.zeros());
  }

  /** Returns this layer with another step along both axes. */
  public Conv2d stride(long other) {
    return stride(other, other);
  }

  /** Returns this layer with other steps. */
  public Conv2d stride(long vertical, long horizontal) {
    return with(List.of(vertical, horizontal), padding, dilation, groups, bias);
  }

  /** Returns this layer with gaps in its kernel. */
  public Conv2d dilation(long other) {
    return with(stride, padding, List.of(other, other), groups, bias);
  }

  /** Returns this layer with padding. */
  public Conv2d padding(Padding other) {
    return with(stride, other, dilation, groups, bias);
  }

  /** Returns this layer with as much zero padding on all sides. */
  public Conv2d padding(long amount) {
    return padding(Padding.of(amount));
  }

  /** Returns this layer with channels and filters in groups. */
  public Conv2d groups(long other) {
    return with(stride, padding, dilation, other, bias);
  }

  /** Returns this layer with or without a bias. */
  public Conv2d bias(boolean on) {
    return with(stride, padding, dilation, groups, on);
  }

  /** Returns this layer with other first weights. */
  public Conv2d weightInitializer(Initializer other) {
    return new Conv2d(
        filters, kernelSize, stride, padding, dilation, groups, bias, other, biasInitializer);
  }

  /** Returns this layer with other first biases. */
  public Conv2d biasInitializer(Initializer other) {
    return new Conv2d(
        filters, kernelSize, stride, padding, dilation, groups, bias, weightInitializer, other);
  }

  private Conv2d with(
      List<Long> strides, Padding pads, List<Long> dilations, long inGroups, boolean withBias) {
    return new Conv2d(
        filters,
        kernelSize,
        strides,
        pads,
        dilations,
        inGroups,
        withBias,
        weightInitializer,
        biasInitializer);
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    Value input =
        Inputs.floats(
            this, inputs, 4, "[batch, channels, height, width]", "Put a Reshape before it.");
    Window window = new Window(kernelSize, stride, List.of(), dilation);
    return new Convolution(this, filters, window, padding, groups)
        .apply(builder, input, bias, weightInitializer, biasInitializer);
  }
}
