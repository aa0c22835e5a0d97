package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradients of 3x3 kernels over tiny images in bfloat16, as products over pairs of positions:
 * {@code dW[., ., i, j] = sum over p of dY[p]' X[q]}, where q is what the kernel's element (i, j)
 * reads for the result p. Direct sums over 2x2 images are 56 % arithmetic on padding, and oneDNN's
 * take three times as long as the way forward.
 *
 * <p>Images lie with positions outside, then rows of the batch, channels innermost. Positions that
 * follow each other in both images are one product over all of their rows.
 */
final class PositionProducts {
  private static final int KERNEL = 3;

  /** The largest images, in positions. */
  private static final long MOST_POSITIONS = 4;

  /** With fewer channels the products are too small. */
  private static final long LEAST_CHANNELS = 64;

  private final Drafting drafting;
  private final Shape source;
  private final Shape result;

  private PositionProducts(Drafting drafting, Shape source, Shape result) {
    this.drafting = drafting;
    this.source = source;
    this.result = result;
  }

  /** Consecutive positions: results from {@code to} on read what lies from {@code from} on. */
  private record Run(int to, int from, int count) {}

  /** Adds the steps of the gradient of kernels; returns whether this is a case for it. */
  static boolean backwardWeights(Window window, long group, Node node, Drafting drafting) {
    Value x = node.inputs().get(0);
    Value dy = node.inputs().get(1);
    Shape source = drafting.shape(x);
    Shape result = drafting.shape(dy);
    boolean fits =
        node.outputs().size() == 1
            && drafting.stored().contains(Element.BFLOAT16)
            && window.equals(Window.of(KERNEL, KERNEL).pads(1, 1, 1, 1))
            && group == 1
            && source.slice(2, source.rank()).equals(result.slice(2, result.rank()))
            && source.dim(2) * source.dim(3) <= MOST_POSITIONS
            && Math.min(source.dim(1), result.dim(1)) >= LEAST_CHANNELS;
    return fits && new PositionProducts(drafting, source, result).compile(node, x, dy);
  }

  private boolean compile(Node node, Value x, Value dy) {
    Layouts layouts = drafting.layouts();
    long channels = source.dim(1);
    long filters = result.dim(1);
    Layout kernel = layouts.rowMajor(filters, channels);
    List<Step> steps = new ArrayList<>();
    for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
      boolean first = true;
      for (Run run : runs(tap / KERNEL - 1, tap % KERNEL - 1)) {
        Optional<Step> step = step(run, tap, first, kernel);
        if (step.isEmpty()) {
          return false;
        }
        steps.add(step.get());
        first = false;
      }
    }
    Placed images = drafting.in(x, byPosition(source));
    Placed gradients = drafting.in(dy, byPosition(result));
    long plane = channels * filters;
    Placed sums =
        drafting.temporary(
            layouts.strided(
                drafting.shape(node.output()).dims(),
                new long[] {channels, 1, KERNEL * plane, plane}));
    if (steps.stream().map(Step::tap).distinct().count() < KERNEL * KERNEL) {
      drafting.java(
          "zeros", List.of(sums.buffer()), List.of(Shape.of(plane * 9)), t -> t.get(0)::clear);
    }
    for (Step step : steps) {
      long row = step.run().count() * source.dim(0);
      drafting.run(
          step.product(),
          "%d rows of %dx%d, element %d".formatted(row, filters, channels, step.tap()),
          new Arg(
              dnnl.DNNL_ARG_SRC,
              step.left().descriptor(),
              gradients.buffer(),
              at(step.run().to(), filters)),
          new Arg(
              dnnl.DNNL_ARG_WEIGHTS,
              step.right().descriptor(),
              images.buffer(),
              at(step.run().from(), channels)),
          Arg.of(dnnl.DNNL_ARG_DST, kernel, sums.buffer(), step.tap()));
    }
    Placed dw = drafting.make(node.output(), layouts.rowMajor(drafting.shape(node.output())));
    drafting.reorder(node.output().name(), sums, dw);
    drafting.bringHome(node.output());
    return true;
  }

  private record Step(Run run, int tap, Layout left, Layout right, Primitive product) {}

  private Optional<Step> step(Run run, int tap, boolean first, Layout kernel) {
    Layouts layouts = drafting.layouts();
    long rows = run.count() * source.dim(0);
    Layout left =
        layouts.strided(
            Element.BFLOAT16, new long[] {result.dim(1), rows}, new long[] {1, result.dim(1)});
    Layout right = layouts.rowMajor(Element.BFLOAT16, rows, source.dim(1));
    return (first
            ? Products.find(drafting, left, right, kernel)
            : Products.findSum(drafting, left, right, kernel))
        .filter(product -> !product.isReference())
        .map(product -> new Step(run, tap, left, right, product));
  }

  /** Returns the bytes before a position. */
  private long at(int position, long depth) {
    return position * source.dim(0) * depth * Short.BYTES;
  }

  private Layout byPosition(Shape images) {
    long position = images.dim(0) * images.dim(1);
    return drafting
        .layouts()
        .strided(
            Element.BFLOAT16,
            images.dims(),
            new long[] {images.dim(1), 1, images.dim(3) * position, position});
  }

  /** Returns which positions meet at an element of the kernel, as far down and to the right. */
  private List<Run> runs(int down, int right) {
    int height = Math.toIntExact(source.dim(2));
    int width = Math.toIntExact(source.dim(3));
    int firstColumn = Math.max(0, -right);
    int columns = width - Math.abs(right);
    int firstRow = Math.max(0, -down);
    int rows = height - Math.abs(down);
    List<Run> runs = new ArrayList<>();
    if (rows <= 0 || columns <= 0) {
      return runs;
    }
    boolean whole = right == 0;
    for (int row = firstRow; row < firstRow + (whole ? 1 : rows); row++) {
      int to = row * width + firstColumn;
      runs.add(new Run(to, to + down * width + right, whole ? rows * columns : columns));
    }
    return runs;
  }
}
