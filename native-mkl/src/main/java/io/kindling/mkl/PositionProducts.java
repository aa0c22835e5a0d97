package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.Window;
import io.kindling.mkl.PositionRuns.Run;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Convolutions with 3x3 kernels over tiny images as products over pairs of positions. With q what
 * the kernel's element (i, j) reads for the result p:
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

  /** With fewer rows a convolution in scoring takes as long as its kernels are read. */
  private static final long LEAST_ROWS = 16;

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

  /** Adds the steps of a convolution; returns whether this is a case for it. */
  static boolean forward(Conv op, Node node, Drafting drafting) {
    return of(op.window(), op.group(), node.inputs().get(0), node.output(), drafting)
        .filter(PositionProducts::isWhole)
        .filter(products -> drafting.isTraining() || products.rows(1) >= LEAST_ROWS)
        .map(products -> products.forward(node))
        .orElse(false);
  }

  /** Adds the steps of the gradient of images; returns whether this is a case for it. */
  static boolean backwardData(ConvInputGradient op, Node node, Drafting drafting) {
    Value dy = node.inputs().get(1);
    return of(op.window(), op.group(), node.output(), dy, drafting)
        .filter(PositionProducts::isWhole)
        .map(products -> products.backward(node))
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

  private boolean forward(Node node) {
    // A sum and an activation that follow are steps of their own: there is little to read again.
    Following following = Following.after(node, drafting).normOnly(node);
    Optional<Value> given = node.inputs().stream().skip(2).findFirst();
    boolean biased = given.isPresent() || following.norm().isPresent();
    Map<Kind, Primitive> products = products(runs.byPosition(), this::forward, biased);
    if (products.isEmpty()) {
      return false;
    }
    following.fuse(drafting);
    FoldedNorm numbers = FoldedNorm.after(following, node.inputs().get(1), given, 0, drafting);
    Placed images = drafting.in(node.inputs().get(0), byPosition(element, source));
    Placed matrices = matrices(numbers.weights(), false);
    Placed sums = drafting.temporary(byPosition(Element.FLOAT32, result));
    long in = source.dim(1);
    long out = result.dim(1);
    for (Run run : runs.byPosition()) {
      Factors layout = forward(run.count());
      List<Arg> args = new ArrayList<>();
      args.add(at(dnnl.DNNL_ARG_SRC, layout.left(), images, place(run.from(), in)));
      args.add(at(dnnl.DNNL_ARG_WEIGHTS, layout.right(), matrices, run.element() * in * out));
      args.add(at(dnnl.DNNL_ARG_DST, layout.made(), sums, place(run.to(), out)));
      if (biased && run.first()) {
        Placed bias = drafting.rowMajor(numbers.bias().orElseThrow());
        args.add(new Arg(dnnl.DNNL_ARG_BIAS, bias(layout).descriptor(), bias.buffer()));
      }
      run(products, run, layout, args);
    }
    make(following.result(), sums);
    return true;
  }

  /** Returns the layouts of a product for so many positions, on the way forward. */
  private Factors forward(int positions) {
    Layouts layouts = drafting.layouts();
    long in = source.dim(1);
    long out = result.dim(1);
    // A kernel's element is a matrix of filters and channels, these innermost.
    return new Factors(
        layouts.rowMajor(element, rows(positions), in),
        layouts.strided(element, new long[] {in, out}, new long[] {1, in}),
        layouts.rowMajor(rows(positions), out));
  }

  private boolean backward(Node node) {
    Map<Kind, Primitive> products = products(runs.byPosition(), this::backward, false);
    if (products.isEmpty()) {
      return false;
    }
    Placed gradients = drafting.in(node.inputs().get(1), byPosition(element, result));
    Placed matrices = matrices(node.inputs().get(0), true);
    Placed sums = drafting.temporary(byPosition(Element.FLOAT32, source));
    long in = result.dim(1);
    long out = source.dim(1);
    for (Run run : runs.byPosition()) {
      Factors layout = backward(run.count());
      run(
          products,
          run,
          layout,
          List.of(
              at(dnnl.DNNL_ARG_SRC, layout.left(), gradients, place(run.to(), in)),
              at(dnnl.DNNL_ARG_WEIGHTS, layout.right(), matrices, run.element() * in * out),
              at(dnnl.DNNL_ARG_DST, layout.made(), sums, place(run.from(), out))));
    }
    make(node.output(), sums);
    return true;
  }

  /** Returns the layouts of a product for so many positions, from gradients to gradients. */
  private Factors backward(int positions) {
    Layouts layouts = drafting.layouts();
    return new Factors(
        layouts.rowMajor(element, rows(positions), result.dim(1)),
        layouts.rowMajor(element, result.dim(1), source.dim(1)),
        layouts.rowMajor(rows(positions), source.dim(1)));
  }

  /** Adds the step that makes images with channels last of sums. */
  private void make(Value value, Placed sums) {
    Layout last = drafting.layouts().channelsLast(drafting.element(value), sums.layout().dims());
    drafting.reorder(value.name(), sums, drafting.make(value, last));
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
    Map<Kind, Primitive> products = products(runs.byElement(), this::kernels, false);
    if (products.isEmpty()) {
      return false;
    }
    Placed images = drafting.in(x, byPosition(element, source));
    Placed gradients = drafting.in(dy, byPosition(element, result));
    Shape shape = drafting.shape(node.output());
    Placed sums = drafting.temporary(byElement(Element.FLOAT32, shape));
    if (!isWhole()) {
      drafting.java(
          "zeros",
          List.of(sums.buffer()),
          List.of(Shape.of(shape.size())),
          tensors -> tensors.get(0)::clear);
    }
    long channels = source.dim(1);
    long filters = result.dim(1);
    for (Run run : runs.byElement()) {
      Factors layout = kernels(run.count());
      run(
          products,
          run,
          layout,
          List.of(
              at(dnnl.DNNL_ARG_SRC, layout.left(), gradients, place(run.to(), filters)),
              at(dnnl.DNNL_ARG_WEIGHTS, layout.right(), images, place(run.from(), channels)),
              at(dnnl.DNNL_ARG_DST, layout.made(), sums, run.element() * filters * channels)));
    }
    Placed dw = drafting.make(node.output(), drafting.layouts().rowMajor(shape));
    drafting.reorder(node.output().name(), sums, dw);
    drafting.bringHome(node.output());
    return true;
  }

  /** Returns the layouts of a product for so many positions, summed over these. */
  private Factors kernels(int positions) {
    Layouts layouts = drafting.layouts();
    long filters = result.dim(1);
    return new Factors(
        layouts.strided(element, new long[] {filters, rows(positions)}, new long[] {1, filters}),
        layouts.rowMajor(element, rows(positions), source.dim(1)),
        layouts.rowMajor(filters, source.dim(1)));
  }

  /** Returns a product for every kind of run, or none when oneDNN lacks one. */
  private Map<Kind, Primitive> products(
      List<Run> all, IntFunction<Factors> factors, boolean biased) {
    Map<Kind, Primitive> products = new HashMap<>();
    for (Run run : all) {
      Kind kind = Kind.of(run);
      if (!products.containsKey(kind)) {
        Optional<Primitive> found =
            product(factors.apply(run.count()), run.first(), biased)
                .filter(product -> !product.isReference());
        if (found.isEmpty()) {
          return Map.of();
        }
        products.put(kind, found.get());
      }
    }
    return products;
  }

  private Optional<Primitive> product(Factors layout, boolean first, boolean biased) {
    if (!first) {
      return Products.findSum(drafting, layout.left(), layout.right(), layout.made());
    }
    return biased
        ? Products.findBiased(drafting, layout.left(), layout.right(), bias(layout), layout.made())
        : Products.find(drafting, layout.left(), layout.right(), layout.made());
  }

  private Layout bias(Factors layout) {
    return drafting.layouts().rowMajor(1, layout.made().dim(1));
  }

  private void run(Map<Kind, Primitive> products, Run run, Factors layout, List<Arg> args) {
    drafting.run(
        products.get(Kind.of(run)),
        layout.left() + " x " + layout.right() + ", element " + run.element(),
        args.toArray(Arg[]::new));
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
}
