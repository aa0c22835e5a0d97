package io.kindling.mkl;

import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/**
 * A convolution as oneDNN sees it; the three primitives of one convolution are asked for alike.
 *
 * @param source dimensions of the input
 * @param weights dimensions of the weights, groups apart where there are several
 * @param result dimensions of the output
 * @param stored what the operands are stored as; bias and gradients of weights are float32 always
 * @param made what the output, or the gradient of the input, is stored as
 */
record ConvolutionShape(
    long[] source,
    long[] weights,
    long[] result,
    SlidingWindow window,
    boolean bias,
    Element stored,
    Element made) {
  /** How input and output lie; weights always as the primitive likes. */
  enum Order {
    CHOSEN,
    ROW_MAJOR,
    CHANNELS_LAST,
    /** Sixteen channels together, and images of few channels as they come: row-major. */
    BLOCKED,
    /** What comes in row-major, what goes out sixteen channels together. */
    INTO_BLOCKS;

    static final List<Order> ALWAYS = List.of(CHOSEN, ROW_MAJOR, CHANNELS_LAST);
    private static final List<Order> ROWS = List.of(BLOCKED, CHOSEN, ROW_MAJOR, CHANNELS_LAST);
    private static final List<Order> FEW = List.of(INTO_BLOCKS, CHOSEN, ROW_MAJOR, CHANNELS_LAST);
    private static final List<Order> LAST = List.of(CHANNELS_LAST, CHOSEN, ROW_MAJOR);

    /** From this many channels on they are put together. */
    private static final long CHANNELS = 5;

    dnnl_memory_desc of(Element element, long[] dims, Layouts layouts) {
      return switch (this) {
        case CHOSEN -> layouts.any(element, dims);
        case BLOCKED ->
            dims.length == 4 && dims[1] >= CHANNELS
                ? layouts.blocked(element, dims).descriptor()
                : ROW_MAJOR.of(element, dims, layouts);
        case ROW_MAJOR, INTO_BLOCKS -> layouts.rowMajor(element, dims).descriptor();
        case CHANNELS_LAST -> layouts.channelsLast(element, dims).descriptor();
      };
    }

    /** Returns the layout of what a forward convolution makes. */
    dnnl_memory_desc made(Element element, long[] dims, Layouts layouts) {
      return this == INTO_BLOCKS
          ? layouts.blocked(element, dims).descriptor()
          : of(element, dims, layouts);
    }
  }

  /** From this many rows on blocked layouts are faster in scoring. */
  private static final long MANY_ROWS = 8;

  /** The channels of a vector. */
  private static final long FULL_CHANNELS = 16;

  /**
   * Returns the orders to ask for in scoring, the best first. What oneDNN chooses in float32 is up
   * to 25 % slower: many rows are best blocked, few with channels last. Channels that do not fill a
   * vector are best read one by one: LeNet's two convolutions of one row take 5.7 and 3.7 us so, as
   * oneDNN chooses 10.1 and 5.0, and of 32 rows 155 and 91 in place of 288 and 126.
   *
   * @param last whether the neighbors have channels last, so that nothing need be put in order
   */
  List<Order> scoring(boolean last) {
    if (stored != Element.FLOAT32 || source.length != 4) {
      return Order.ALWAYS;
    }
    if (weights.length == 4 && Math.max(source[1], result[1]) < FULL_CHANNELS) {
      return Order.FEW;
    }
    return source[0] >= MANY_ROWS && !last ? Order.ROWS : Order.LAST;
  }

  /**
   * Returns the orders to ask for in training, the best first.
   *
   * @param last whether the neighbors have channels last, so that nothing need be put in order
   */
  List<Order> training(boolean last) {
    return last && stored == Element.FLOAT32 && source.length == 4 ? Order.LAST : Order.ALWAYS;
  }

  static ConvolutionShape of(
      Window window, long group, Shape source, Shape weights, Shape result, boolean bias) {
    long[] grouped =
        group == 1
            ? weights.dims()
            : LongStream.concat(
                    LongStream.of(group, weights.dim(0) / group),
                    Arrays.stream(weights.dims()).skip(1))
                .toArray();
    return new ConvolutionShape(
        source.dims(),
        grouped,
        result.dims(),
        SlidingWindow.of(
            window, source.slice(2, source.rank()).dims(), result.slice(2, result.rank()).dims()),
        bias,
        Element.FLOAT32,
        Element.FLOAT32);
  }

  /** Returns the convolution of elements of other types. */
  ConvolutionShape of(Element operands, Element output) {
    return new ConvolutionShape(source, weights, result, window, bias, operands, output);
  }

  /** Returns the forward primitive that the gradients take for a hint. */
  Optional<Primitive> hint(Drafting drafting, Order order) {
    return of(stored, stored).forward(drafting, order, true, drafting.primitives().attributes());
  }

  /** Returns this convolution with a bias. */
  ConvolutionShape biased() {
    return new ConvolutionShape(source, weights, result, window, true, stored, made);
  }

  private dnnl_memory_desc biasDescriptor(Layouts layouts) {
    return bias ? layouts.any(result[1]) : new dnnl_memory_desc();
  }

  Optional<Primitive> forward(
      Drafting drafting, Order order, boolean training, dnnl_primitive_attr attributes) {
    Layouts layouts = drafting.layouts();
    return drafting
        .primitives()
        .find(
            "convolution_forward",
            attributes,
            (created, engine, attr) ->
                dnnl.dnnl_convolution_forward_primitive_desc_create(
                    created,
                    engine,
                    training ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                    dnnl.dnnl_convolution_direct,
                    order.of(stored, source, layouts),
                    layouts.any(stored, weights),
                    biasDescriptor(layouts),
                    order.made(made, result, layouts),
                    window.strides(),
                    window.dilations(),
                    window.begin(),
                    window.end(),
                    attr));
  }

  Optional<Primitive> backwardData(Drafting drafting, Order order, Primitive hint) {
    Layouts layouts = drafting.layouts();
    return drafting
        .primitives()
        .find(
            "convolution_backward_data",
            (created, engine, attributes) ->
                dnnl.dnnl_convolution_backward_data_primitive_desc_create(
                    created,
                    engine,
                    dnnl.dnnl_convolution_direct,
                    order.of(made, source, layouts),
                    layouts.any(stored, weights),
                    order.of(stored, result, layouts),
                    window.strides(),
                    window.dilations(),
                    window.begin(),
                    window.end(),
                    hint.descriptor(),
                    attributes));
  }

  Optional<Primitive> backwardWeights(Drafting drafting, Order order, Primitive hint) {
    Layouts layouts = drafting.layouts();
    return drafting
        .primitives()
        .find(
            "convolution_backward_weights",
            (created, engine, attributes) ->
                dnnl.dnnl_convolution_backward_weights_primitive_desc_create(
                    created,
                    engine,
                    dnnl.dnnl_convolution_direct,
                    order.of(stored, source, layouts),
                    layouts.any(weights),
                    biasDescriptor(layouts),
                    order.of(stored, result, layouts),
                    window.strides(),
                    window.dilations(),
                    window.begin(),
                    window.end(),
                    hint.descriptor(),
                    attributes));
  }
}
