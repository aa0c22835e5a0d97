package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.Window;
import io.kindling.mkl.PositionRuns.Run;
import io.kindling.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Convolutions with 3x3 kernels over tiny images, in training, as products over pairs of positions.
 * With q what the kernel's element (i, j) reads for the result p:
 *
 * <pre>
 * Y[p] = sum over q of X[q] W[., ., i, j]'
 * dX[q] = sum over p of dY[p] W[., ., i, j]
 * dW[., ., i, j] = sum over p of dY[p]' X[q]
 * </pre>
 *
 * <p>Direct sums over 2x2 images are 56 % arithmetic on padding; tiles multiply as little as this,
 * but write kernels of 9 numbers as 16, there and back. Sums are float32, whatever is multiplied.
 *
 * <p>Images lie with positions outside, then rows of the batch, channels innermost. Positions that
 * follow each other in both images are one product over all of their rows.
 */
final class PositionProducts {
  /** The largest images, in positions: of 3 x 3, 49 of 81 pairs meet; of 4 x 4, tiles take less. */
  private static final long MOST_POSITIONS = 9;

  /** With fewer channels the products are too small. */
  private static final long LEAST_CHANNELS = 64;

  private final Drafting drafting;
  private final Element element;
  private final Shape source;
  private final Shape result;
  private final PositionRuns runs;

  private PositionProducts(Drafting drafting, Element element, Shape source, Shape result) {
    this.drafting = drafting;
    this.element = element;
    this.source = source;
    this.result = result;
    this.runs = new PositionRuns(Math.toIntExact(source.dim(2)), Math.toIntExact(source.dim(3)));
  }

  /** Adds the steps of a convolution in training; returns whether this is a case for it. */
  static boolean forward(Conv op, Node node, Drafting drafting) {
    Value x = node.inputs().get(0);
    return node.inputs().size() == 2
        && drafting.isTraining()
        && of(op.window(), op.group(), x, node.output(), drafting)
            .filter(PositionProducts::isWhole)
            .map(products -> products.images(node, x, node.inputs().get(1), false))
            .orElse(false);
  }

  /** Adds the steps of the gradient of images; returns whether this is a case for it. */
  static boolean backwardData(ConvInputGradient op, Node node, Drafting drafting) {
    Value dy = node.inputs().get(1);
    return of(op.window(), op.group(), node.output(), dy, drafting)
        .filter(PositionProducts::isWhole)
        .map(products -> products.images(node, dy, node.inputs().get(0), true))
        .orElse(false);
  }

  /** Adds the steps of the gradient of kernels; returns whether this is a case for it. */
  static boolean backwardWeights(ConvWeightGradient op, Node node, Drafting drafting) {
    Value x = node.inputs().get(0);
    Value dy = node.inputs().get(1);
    return node.outputs().size() == 1
        && of(op.window(), op.group(), x, dy, drafting)
            .map(products -> products.kernels(node, x, dy))
            .orElse(false);
  }

  private static Optional<PositionProducts> of(
      Window window, long group, Value x, Value y, Drafting drafting) {
    Shape source = drafting.shape(x);
    Shape result = drafting.shape(y);
    boolean fits =
        window.equals(Window.of(3, 3).pads(1, 1, 1, 1))
            && group == 1
            && source.slice(2, source.rank()).equals(result.slice(2, result.rank()))
            && source.dim(2) * source.dim(3) <= MOST_POSITIONS
            && Math.min(source.dim(1), result.dim(1)) >= LEAST_CHANNELS;
    Element element =
        drafting.stored().contains(Element.BFLOAT16) ? Element.BFLOAT16 : Element.FLOAT32;
    return fits
        ? Optional.of(new PositionProducts(drafting, element, source, result))
            .filter(products -> products.isWhole() || element == Element.BFLOAT16)
        : Optional.empty();
  }

  /** Returns whether nothing of the kernels is put in order in vain. */
  private boolean isWhole() {
    return runs.reachAllElements();
  }

  /** The layouts of a product. */
  private record Factors(Layout left, Layout right, Layout made) {}

  /** The product for so many positions, and the same added to what is there. */
  private record Kind(int count, boolean first) {
    static Kind of(Run run) {
      return new Kind(run.count(), run.first());
    }
  }

  /**
   * @param turned from gradients of results to those of inputs
   */
  private boolean images(Node node, Value from, Value kernels, boolean turned) {
    Layouts layouts = drafting.layouts();
    Shape read = turned ? result : source;
    Shape written = turned ? source : result;
    long in = read.dim(1);
    long out = written.dim(1);
    // A kernel's element is a matrix of filters and channels, these innermost.
    Layout matrix =
        turned
            ? layouts.rowMajor(element, in, out)
            : layouts.strided(element, new long[] {in, out}, new long[] {1, in});
    IntFunction<Factors> factors =
        count ->
            new Factors(
                layouts.rowMajor(element, rows(count), in),
                matrix,
                layouts.rowMajor(rows(count), out));
    Map<Kind, Primitive> products = products(runs.byPosition(), factors);
    if (products.isEmpty()) {
      return false;
    }
    Placed images = drafting.in(from, byPosition(element, read));
    Placed matrices = matrices(kernels, turned);
    Placed sums = drafting.temporary(byPosition(Element.FLOAT32, written));
    for (Run run : runs.byPosition()) {
      Factors layout = factors.apply(run.count());
      drafting.run(
          products.get(Kind.of(run)),
          describe(run, in, out),
          at(dnnl.DNNL_ARG_SRC, layout.left(), images, place(turned ? run.to() : run.from(), in)),
          at(dnnl.DNNL_ARG_WEIGHTS, matrix, matrices, run.element() * in * out),
          at(dnnl.DNNL_ARG_DST, layout.made(), sums, place(turned ? run.from() : run.to(), out)));
    }
    Placed y =
        drafting.make(
            node.output(), layouts.channelsLast(drafting.element(node.output()), written.dims()));
    drafting.reorder(node.output().name(), sums, y);
    return true;
  }

  private Placed matrices(Value kernels, boolean turned) {
    Layout layout = byElement(element, drafting.shape(kernels));
    Supplier<List<Buffer>> maker =
        () -> {
          Placed made = drafting.temporary(layout);
          drafting.reorder(kernels.name(), drafting.rowMajor(kernels), made);
          return List.of(made.buffer());
        };
    KeptKernels kept = drafting.keptKernels();
    return new Placed(layout, kept.get(kernels, KeptKernels.Form.MATRICES, turned, maker).get(0));
  }

  private boolean kernels(Node node, Value x, Value dy) {
    Layouts layouts = drafting.layouts();
    long channels = source.dim(1);
    long filters = result.dim(1);
    Layout matrix = layouts.rowMajor(filters, channels);
    IntFunction<Factors> factors =
        count ->
            new Factors(
                layouts.strided(
                    element, new long[] {filters, rows(count)}, new long[] {1, filters}),
                layouts.rowMajor(element, rows(count), channels),
                matrix);
    Map<Kind, Primitive> products = products(runs.byElement(), factors);
    if (products.isEmpty()) {
      return false;
    }
    Placed images = drafting.in(x, byPosition(element, source));
    Placed gradients = drafting.in(dy, byPosition(element, result));
    Shape shape = drafting.shape(node.output());
    Placed sums = drafting.temporary(byElement(Element.FLOAT32, shape));
    if (!runs.reachAllElements()) {
      drafting.java(
          "zeros",
          List.of(sums.buffer()),
          List.of(Shape.of(shape.size())),
          tensors -> tensors.get(0)::clear);
    }
    for (Run run : runs.byElement()) {
      Factors layout = factors.apply(run.count());
      drafting.run(
          products.get(Kind.of(run)),
          describe(run, filters, channels),
          at(dnnl.DNNL_ARG_SRC, layout.left(), gradients, place(run.to(), filters)),
          at(dnnl.DNNL_ARG_WEIGHTS, layout.right(), images, place(run.from(), channels)),
          at(dnnl.DNNL_ARG_DST, matrix, sums, run.element() * filters * channels));
    }
    Placed dw = drafting.make(node.output(), layouts.rowMajor(shape));
    drafting.reorder(node.output().name(), sums, dw);
    drafting.bringHome(node.output());
    return true;
  }

  /** Returns a product for every kind of run, or none when oneDNN lacks one. */
  private Map<Kind, Primitive> products(List<Run> all, IntFunction<Factors> factors) {
    Map<Kind, Primitive> products = new HashMap<>();
    for (Run run : all) {
      Kind kind = Kind.of(run);
      if (!products.containsKey(kind)) {
        Factors layout = factors.apply(run.count());
        Optional<Primitive> found =
            (run.first()
                    ? Products.find(drafting, layout.left(), layout.right(), layout.made())
                    : Products.findSum(drafting, layout.left(), layout.right(), layout.made()))
                .filter(product -> !product.isReference());
        if (found.isEmpty()) {
          return Map.of();
        }
        products.put(kind, found.get());
      }
    }
    return products;
  }

  private long rows(int positions) {
    return positions * source.dim(0);
  }

  /** Returns the elements of images before a position. */
  private long place(int position, long depth) {
    return rows(position) * depth;
  }

  /** Returns the argument that begins after so many elements of a tensor without gaps. */
  private static Arg at(int number, Layout layout, Placed whole, long elements) {
    long size = Shape.of(whole.layout().dims()).size();
    return new Arg(
        number, layout.descriptor(), whole.buffer(), whole.layout().bytes() / size * elements);
  }

  private Layout byPosition(Element element, Shape images) {
    long position = images.dim(0) * images.dim(1);
    return drafting
        .layouts()
        .strided(
            element,
            images.dims(),
            new long[] {images.dim(1), 1, images.dim(3) * position, position});
  }

  /** Returns kernels as a matrix of filters and channels for each element. */
  private Layout byElement(Element element, Shape kernels) {
    long plane = kernels.dim(0) * kernels.dim(1);
    return drafting
        .layouts()
        .strided(
            element, kernels.dims(), new long[] {kernels.dim(1), 1, kernels.dim(3) * plane, plane});
  }

  private String describe(Run run, long left, long right) {
    return "%d rows of %dx%d, element %d".formatted(rows(run.count()), left, right, run.element());
  }
}
