package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Value;
import io.kindling.graph.op.Window;
import io.kindling.layers.initializer.Constant;
import io.kindling.layers.initializer.GlorotUniform;
import java.util.List;

/**
 * A convolution (cross-correlation) along one axis, such as time.
 *
 * <p>Shapes: {@code [batch, channels, length]} to {@code [batch, filters, places]}; parameters
 * {@code weight [filters, channels / groups, kernel]} and {@code bias [filters]}. A place of the
 * output is {@code (size + padding - (kernel - 1) * dilation - 1) / stride} at most.
 *
 * <p>Weights begin Glorot uniform and biases zero, as in Keras; PyTorch begins both uniform within
 * {@code 1 / sqrt(fanIn)}. {@link io.kindling.layers.initializer.HeNormal} is the usual choice for
 * deep stacks with ReLU and no normalization.
 *
 * @param filters the number of output channels
 * @param kernelSize the length of the kernel, as a list of one
 * @param stride the step from one place to the next, as a list of one
 * @param dilation the distance between neighbors inside the kernel, as a list of one
 * @param groups how many groups channels and filters are split into, each convolved by itself
 * @param bias whether a bias is added, which a BatchNorm that follows makes useless
 */
public record Conv1d(
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
  public Conv1d {
    kernelSize = List.copyOf(kernelSize);
    stride = List.copyOf(stride);
    dilation = List.copyOf(dilation);
    Inputs.atLeast("Conv1d", "filters", 1, filters);
    Inputs.axes("Conv1d", "kernel sizes", 1, kernelSize);
    Inputs.axes("Conv1d", "strides", 1, stride);
    Inputs.axes("Conv1d", "dilations", 1, dilation);
    Inputs.atLeast("Conv1d", "groups", 1, groups);
    if (filters % groups != 0) {
      throw Inputs.refuse(
          "Conv1d", "filters that " + groups + " groups divide", filters + "", "Change one.");
    }
  }

  /** Returns a layer with steps of 1, no padding and a bias. */
  public static Conv1d of(long filters, long kernelSize) {
    return new Conv1d(
        filters,
        List.of(kernelSize),
        List.of(1L),
        Padding.VALID,
        List.of(1L),
        1,
        true,
        GlorotUniform.of(),
        Constant.zeros());
  }

  /** Returns this layer with another step. */
  public Conv1d stride(long other) {
    return with(List.of(other), padding, dilation, groups, bias);
  }

  /** Returns this layer with gaps in its kernel. */
  public Conv1d dilation(long other) {
    return with(stride, padding, List.of(other), groups, bias);
  }

  /** Returns this layer with padding. */
  public Conv1d padding(Padding other) {
    return with(stride, other, dilation, groups, bias);
  }

  /** Returns this layer with as much zero padding on all sides. */
  public Conv1d padding(long amount) {
    return padding(Padding.of(amount));
  }

  /** Returns this layer with channels and filters in groups. */
  public Conv1d groups(long other) {
    return with(stride, padding, dilation, other, bias);
  }

  /** Returns this layer with or without a bias. */
  public Conv1d bias(boolean on) {
    return with(stride, padding, dilation, groups, on);
  }

  /** Returns this layer with other first weights. */
  public Conv1d weightInitializer(Initializer other) {
    return new Conv1d(
        filters, kernelSize, stride, padding, dilation, groups, bias, other, biasInitializer);
  }

  /** Returns this layer with other first biases. */
  public Conv1d biasInitializer(Initializer other) {
    return new Conv1d(
        filters, kernelSize, stride, padding, dilation, groups, bias, weightInitializer, other);
  }

  private Conv1d with(
      List<Long> strides, Padding pads, List<Long> dilations, long inGroups, boolean withBias) {
    return new Conv1d(
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
        Inputs.floats(this, inputs, 3, "[batch, channels, length]", "Put a Reshape before it.");
    Window window = new Window(kernelSize, stride, List.of(), dilation);
    return new Convolution(this, filters, window, padding, groups)
        .apply(builder, input, bias, weightInitializer, biasInitializer);
  }
}
