package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradients of images with few channels, two columns at a time: the results of one column leave
 * most of a vector of sixteen channels idle, those of two columns side by side fill it.
 *
 * <p>It is a convolution of the gradient of the results, with steps of two columns and kernels that
 * are turned around, one column wider, and there twice: {@code V[p C + c, o, i, k] = W[o, c, h - 1
 * - i, w - 1 + p - k]}, or 0 outside of W. Its result with channels last is the gradient with
 * channels last.
 */
final class PairedColumns {
  private static final int COLUMNS = 2;

  /** The channels of one vector of float32. */
  private static final long LANES = 16;

  /** Narrower kernels gain too little: w + 1 columns stand for 2 w. */
  private static final long LEAST_WIDTH = 3;

  /** Fewer pairs in a batch do not pay for turning the kernels around in every step. */
  private static final long LEAST_PAIRS = 512;

  private final Drafting drafting;
  private final Shape images;
  private final Shape kernels;
  private final Shape results;

  private PairedColumns(Drafting drafting, Shape images, Shape kernels, Shape results) {
    this.drafting = drafting;
    this.images = images;
    this.kernels = kernels;
    this.results = results;
  }

  /** Adds the steps of the gradient of images; returns whether this is a case for it. */
  static boolean backwardData(Window window, long group, Node node, Drafting drafting) {
    Shape images = drafting.shape(node.output());
    Shape kernels = drafting.shape(node.inputs().get(0));
    Shape results = drafting.shape(node.inputs().get(1));
    boolean fits =
        group == 1
            && images.rank() == 4
            && drafting.isTraining()
            && drafting.stored().equals(List.of(Element.FLOAT32))
            && window.strides().stream().allMatch(step -> step == 1)
            && window.dilations().stream().allMatch(step -> step == 1)
            && COLUMNS * images.dim(1) <= LANES
            && images.dim(3) % COLUMNS == 0
            && kernels.dim(3) >= LEAST_WIDTH
            && images.dim(0) * images.dim(2) * images.dim(3) / COLUMNS >= LEAST_PAIRS;
    return fits && new PairedColumns(drafting, images, kernels, results).compile(window, node);
  }

  private boolean compile(Window window, Node node) {
    long[] begin = new long[2];
    long[] end = new long[2];
    for (int i = 0; i < 2; i++) {
      begin[i] = kernels.dim(i + 2) - 1 - window.pads().get(i);
      end[i] = images.dim(i + 2) - 1 + kernels.dim(i + 2) - results.dim(i + 2) - begin[i];
      if (begin[i] < 0 || end[i] < 0) {
        return false;
      }
    }
    Optional<Primitive> found = convolution(begin, end);
    if (found.isEmpty()) {
      return false;
    }
    Primitive primitive = found.get();
    Value gradient = node.inputs().get(1);
    Placed dy = drafting.in(gradient, primitive.layout(dnnl.DNNL_ARG_SRC));
    Placed turned = drafting.temporary(primitive.layout(dnnl.DNNL_ARG_WEIGHTS));
    drafting.reorder("kernels of two columns", turned(node.inputs().get(0)), turned);
    Placed pairs = drafting.temporary(primitive.layout(dnnl.DNNL_ARG_DST));
    drafting.run(
        primitive,
        dy.layout() + " * " + turned.layout() + " -> " + pairs.layout() + " of two columns",
        Arg.of(dnnl.DNNL_ARG_SRC, dy),
        Arg.of(dnnl.DNNL_ARG_WEIGHTS, turned),
        Arg.of(dnnl.DNNL_ARG_DST, pairs));
    Placed dx = drafting.make(node.output(), channelsLast(images.dims()));
    drafting.reorder(node.output().name(), pairs, new Placed(channelsLast(paired()), dx.buffer()));
    return true;
  }

  /** Returns the dimensions of images whose columns are two by two in the channels. */
  private long[] paired() {
    return new long[] {
      images.dim(0), COLUMNS * images.dim(1), images.dim(2), images.dim(3) / COLUMNS
    };
  }

  /** Returns the dimensions of V. */
  private long[] wider() {
    return new long[] {
      COLUMNS * images.dim(1), results.dim(1), kernels.dim(2), kernels.dim(3) + COLUMNS - 1
    };
  }

  /** Returns the convolution if oneDNN has code of wide vectors for it. */
  private Optional<Primitive> convolution(long[] begin, long[] end) {
    SlidingWindow window =
        new SlidingWindow(
            new long[] {kernels.dim(2), kernels.dim(3) + COLUMNS - 1},
            new long[] {1, COLUMNS},
            new long[] {0, 0},
            begin,
            end);
    ConvolutionShape shape =
        new ConvolutionShape(
            results.dims(), wider(), paired(), window, false, Element.FLOAT32, Element.FLOAT32);
    return shape
        .forward(drafting, ConvolutionShape.Order.CHOSEN, true, drafting.primitives().attributes())
        .filter(one -> one.implementation().startsWith("jit:avx512"));
  }

  private Layout channelsLast(long[] dims) {
    return drafting.layouts().channelsLast(Element.FLOAT32, dims);
  }

  /** Adds the step that turns kernels around, and returns where V is then. */
  private Placed turned(Value weights) {
    Placed v = drafting.temporary(drafting.layouts().rowMajor(wider()));
    drafting.java(
        "kernels of two columns",
        List.of(drafting.plainInput(weights), v.buffer()),
        List.of(kernels, Shape.of(wider())),
        this::turning);
    return v;
  }

  private Kernel turning(List<Tensor> tensors) {
    Tensor weights = tensors.get(0);
    Tensor v = tensors.get(1);
    int[] places = places();
    // One element more than there are, which stays 0.
    float[] from = new float[(int) weights.size() + 1];
    float[] to = new float[places.length];
    return () -> {
      weights.copyTo(0, from, 0, from.length - 1);
      for (int i = 0; i < to.length; i++) {
        to[i] = from[places[i]];
      }
      v.copyFrom(to, 0, 0, to.length);
    };
  }

  /** Returns for each element of V the place of its number in W, or the place behind all. */
  private int[] places() {
    int filters = (int) kernels.dim(0);
    int channels = (int) kernels.dim(1);
    int height = (int) kernels.dim(2);
    int width = (int) kernels.dim(3);
    int[] places = new int[(int) Shape.of(wider()).size()];
    int at = 0;
    for (int row = 0; row < COLUMNS * channels; row++) {
      for (int filter = 0; filter < filters; filter++) {
        for (int i = 0; i < height; i++) {
          for (int k = 0; k < width + COLUMNS - 1; k++) {
            int column = width - 1 + row / channels - k;
            int line = (filter * channels + row % channels) * height + height - 1 - i;
            boolean inside = column >= 0 && column < width;
            places[at++] = inside ? line * width + column : (int) kernels.size();
          }
        }
      }
    }
    return places;
  }
}
