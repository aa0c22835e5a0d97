package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.op.Expand;
import io.kindling.graph.op.ReduceMean;
import io.kindling.graph.op.ReduceSum;
import io.kindling.graph.op.Reduction;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sums over axes and repetition along axes, as products with vectors of ones: oneDNN's own
 * reduction is fast over the innermost axes only.
 */
final class Sums {
  private Sums() {}

  /** Neighboring axes that are folded together: {@code [outer, folded, inner]}. */
  private record Run(long outer, long folded, long inner) {}

  static boolean reduce(Reduction op, Node node, Drafting drafting) {
    if (!(op instanceof ReduceSum || op instanceof ReduceMean)) {
      return false;
    }
    Shape shape = drafting.shape(node.inputs().get(0));
    List<Run> runs = runs(shape, op.axes(shape));
    Layout whole = drafting.layouts().rowMajor(drafting.shape(node.output()));
    Placed current = drafting.rowMajor(node.inputs().get(0));
    if (runs.isEmpty()) {
      drafting.alias(node.output(), new Placed(whole, current.buffer()));
      return true;
    }
    long count = runs.stream().mapToLong(Run::folded).reduce(1, (a, b) -> a * b);
    for (int i = 0; i < runs.size(); i++) {
      boolean last = i == runs.size() - 1;
      Run run = runs.get(i);
      Layout left = drafting.layouts().rowMajor(run.outer(), run.folded(), run.inner());
      Layout sums = drafting.layouts().rowMajor(run.outer(), 1, run.inner());
      Placed target =
          last
              ? new Placed(sums, drafting.make(node.output(), whole).buffer())
              : drafting.temporary(sums);
      float factor = last && op instanceof ReduceMean ? 1f / count : 1;
      fold(run, new Placed(left, current.buffer()), target, factor, drafting);
      current = target;
    }
    return true;
  }

  private static void fold(Run run, Placed x, Placed y, float factor, Drafting drafting) {
    if (run.inner() == 1) {
      product(
          view(x, drafting, run.outer(), run.folded()),
          drafting.constant(new long[] {run.folded(), 1}, factor),
          view(y, drafting, run.outer(), 1),
          drafting);
    } else if (run.outer() == 1) {
      product(
          drafting.constant(new long[] {1, run.folded()}, factor),
          view(x, drafting, run.folded(), run.inner()),
          view(y, drafting, 1, run.inner()),
          drafting);
    } else {
      product(drafting.constant(new long[] {1, 1, run.folded()}, factor), x, y, drafting);
    }
  }

  static boolean expand(Expand op, Node node, Drafting drafting) {
    Shape target = drafting.shape(node.output());
    Shape shape = drafting.shape(node.inputs().get(0));
    while (shape.rank() < target.rank()) {
      shape = shape.insert(0, 1);
    }
    List<Integer> stretched = new ArrayList<>();
    for (int i = 0; i < target.rank(); i++) {
      if (shape.dim(i) != target.dim(i)) {
        stretched.add(i);
      }
    }
    List<Run> runs = runs(target, stretched);
    Layout whole = drafting.layouts().rowMajor(target);
    Placed x = drafting.rowMajor(node.inputs().get(0));
    if (runs.isEmpty()) {
      drafting.alias(node.output(), new Placed(whole, x.buffer()));
      return true;
    }
    if (runs.size() > 1) {
      return false;
    }
    Run run = runs.get(0);
    Placed y = drafting.make(node.output(), whole);
    if (run.inner() == 1) {
      product(
          view(x, drafting, run.outer(), 1),
          drafting.constant(new long[] {1, run.folded()}, 1),
          view(y, drafting, run.outer(), run.folded()),
          drafting);
    } else {
      product(
          drafting.constant(new long[] {1, run.folded(), 1}, 1),
          view(x, drafting, run.outer(), 1, run.inner()),
          view(y, drafting, run.outer(), run.folded(), run.inner()),
          drafting);
    }
    return true;
  }

  private static Placed view(Placed placed, Drafting drafting, long... dims) {
    return new Placed(drafting.layouts().rowMajor(dims), placed.buffer());
  }

  private static void product(Placed left, Placed right, Placed y, Drafting drafting) {
    Optional<Primitive> primitive =
        Products.find(drafting, left.layout(), right.layout(), y.layout());
    Products.run(
        drafting,
        primitive.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "oneDNN: expected a product of "
                        + left.layout()
                        + " and "
                        + right.layout()
                        + ", got none. Use the reference backend for this graph.")),
        left,
        right,
        y);
  }

  /** Returns the runs of neighboring folded axes, the last first, as they stand when folded. */
  private static List<Run> runs(Shape shape, List<Integer> folded) {
    List<Run> runs = new ArrayList<>();
    Shape rest = shape;
    int end = shape.rank();
    while (end > 0) {
      int last = end - 1;
      if (!folds(rest, folded, last)) {
        end--;
        continue;
      }
      int first = last;
      while (first > 0 && (folds(rest, folded, first - 1) || rest.dim(first - 1) == 1)) {
        first--;
      }
      runs.add(new Run(rest.size(0, first), rest.size(first, end), rest.size(end, rest.rank())));
      for (int i = first; i < end; i++) {
        rest = rest.with(i, 1);
      }
      end = first;
    }
    return runs;
  }

  private static boolean folds(Shape shape, List<Integer> folded, int axis) {
    return folded.contains(axis) && shape.dim(axis) != 1;
  }
}
