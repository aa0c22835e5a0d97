package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.Window;
import io.kindling.mkl.PositionRuns.Run;
import io.kindling.mkl.RunProducts.Factors;
import io.kindling.mkl.RunProducts.Operand;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

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

  /** Rows times channels times filters: what is less takes as long as threads meet for it. */
  private static final long LEAST_WORK = 1 << 16;

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
        .filter(PositionProducts::pays)
        .filter(products -> drafting.isTraining() || products.rows(1) >= LEAST_ROWS)
        .map(products -> products.forward(node))
        .orElse(false);
  }

  /** Adds the steps of the gradient of images; returns whether this is a case for it. */
  static boolean backwardData(ConvInputGradient op, Node node, Drafting drafting) {
    Value dy = node.inputs().get(1);
    return of(op.window(), op.group(), node.output(), dy, drafting)
        .filter(PositionProducts::pays)
        .map(products -> products.backward(node))
        .orElse(false);
  }

  /** Adds the steps of the gradient of kernels; returns whether this is a case for it. */
  static boolean backwardWeights(ConvWeightGradient op, Node node, Drafting drafting) {
    Value x = node.inputs().get(0);
    Value dy = node.inputs().get(1);
    return node.outputs().size() == 1
        && of(op.window(), op.group(), x, dy, drafting)
            .map(products -> products.kernels(node))
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
            .filter(products -> products.pays() || element == Element.BFLOAT16)
        : Optional.empty();
  }

  /** Returns whether it is faster than another way in float32, and for images in bfloat16. */
  private boolean pays() {
    return runs.reachAllElements() && source.dim(0) * source.dim(1) * result.dim(1) >= LEAST_WORK;
  }

  private boolean forward(Node node) {
    // A sum and an activation that follow are steps of their own: there is little to read again.
    Following following = Following.after(node, drafting).normOnly(node);
    Optional<Value> given = node.inputs().stream().skip(2).findFirst();
    boolean biased = given.isPresent() || following.norm().isPresent();
    Optional<RunProducts> found =
        RunProducts.find(drafting, runs.byPosition(), this::forward, biased);
    found.ifPresent(
        products -> {
          following.fuse(drafting);
          Value kernels = node.inputs().get(1);
          FoldedNorm numbers = FoldedNorm.after(following, kernels, given, 0, drafting);
          Placed sums = drafting.temporary(byPosition(Element.FLOAT32, result));
          products.add(
              images(node.inputs().get(0), source, Run::from),
              matrices(numbers.weights(), false),
              new Operand(sums, run -> place(run.to(), result)),
              numbers.bias().map(drafting::rowMajor));
          make(following.result(), sums);
        });
    return found.isPresent();
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
    Optional<RunProducts> found =
        RunProducts.find(drafting, runs.byPosition(), this::backward, false);
    found.ifPresent(
        products -> {
          Placed sums = drafting.temporary(byPosition(Element.FLOAT32, source));
          products.add(
              images(node.inputs().get(1), result, Run::to),
              matrices(node.inputs().get(0), true),
              new Operand(sums, run -> place(run.from(), source)),
              Optional.empty());
          make(node.output(), sums);
        });
    return found.isPresent();
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

  private Operand images(Value images, Shape shape, ToIntFunction<Run> position) {
    return new Operand(
        drafting.in(images, byPosition(element, shape)),
        run -> place(position.applyAsInt(run), shape));
  }

  private Operand matrices(Value kernels, boolean turned) {
    Layout layout = byElement(element, drafting.shape(kernels));
    Supplier<List<Buffer>> maker =
        () -> {
          Placed made = drafting.temporary(layout);
          drafting.reorder(kernels.name(), drafting.rowMajor(kernels), made);
          return List.of(made.buffer());
        };
    KeptKernels kept = drafting.keptKernels();
    Buffer buffer = kept.get(kernels, KeptKernels.Form.MATRICES, turned, maker).get(0);
    return new Operand(new Placed(layout, buffer), this::matrix);
  }

  private boolean kernels(Node node) {
    Optional<RunProducts> found =
        RunProducts.find(drafting, runs.byElement(), this::kernels, false);
    found.ifPresent(
        products -> {
          Operand images = images(node.inputs().get(0), source, Run::from);
          Operand gradients = images(node.inputs().get(1), result, Run::to);
          Shape shape = drafting.shape(node.output());
          Placed sums = drafting.temporary(byElement(Element.FLOAT32, shape));
          if (!runs.reachAllElements()) {
            drafting.java(
                "zeros",
                List.of(sums.buffer()),
                List.of(Shape.of(shape.size())),
                tensors -> tensors.get(0)::clear);
          }
          products.add(gradients, images, new Operand(sums, this::matrix), Optional.empty());
          Placed dw = drafting.make(node.output(), drafting.layouts().rowMajor(shape));
          drafting.reorder(node.output().name(), sums, dw);
          drafting.bringHome(node.output());
        });
    return found.isPresent();
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

  private long rows(int positions) {
    return positions * source.dim(0);
  }

  /** Returns the elements of images before a position. */
  private long place(int position, Shape images) {
    return rows(position) * images.dim(1);
  }

  /** Returns the elements of kernels before the matrix of a run. */
  private long matrix(Run run) {
    return run.element() * source.dim(1) * result.dim(1);
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
