package io.kindling.mkl;

import io.kindling.mkl.PositionRuns.Run;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.bytedeco.dnnl.global.dnnl;

/** The matrix products of runs of positions; runs of as many positions share a primitive. */
final class RunProducts {
  private final Drafting drafting;
  private final List<Step> steps;

  private RunProducts(Drafting drafting, List<Step> steps) {
    this.drafting = drafting;
    this.steps = steps;
  }

  /** The layouts of a product. */
  record Factors(Layout left, Layout right, Layout made) {
    Layout bias(Layouts layouts) {
      return layouts.rowMajor(1, made.dim(1));
    }
  }

  /**
   * Where runs find a factor, or leave their results.
   *
   * @param whole without gaps
   * @param start the elements before what a run reads or makes
   */
  record Operand(Placed whole, ToLongFunction<Run> start) {
    private Arg of(int number, Layout layout, Run run) {
      Layout all = whole.layout();
      long width = all.bytes() / Shape.of(all.dims()).size();
      return new Arg(number, layout.descriptor(), whole.buffer(), start.applyAsLong(run) * width);
    }
  }

  private record Step(Run run, Factors factors, Primitive product) {}

  /** The product for so many positions, and the same added to what is there. */
  private record Kind(int count, boolean first) {}

  /**
   * Finds a product for every run; empty when oneDNN lacks a fast one.
   *
   * @param factors by the number of positions
   * @param biased whether the first products add a bias
   */
  static Optional<RunProducts> find(
      Drafting drafting, List<Run> runs, IntFunction<Factors> factors, boolean biased) {
    Map<Kind, Optional<Primitive>> kinds = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (Run run : runs) {
      Factors layouts = factors.apply(run.count());
      kinds
          .computeIfAbsent(
              new Kind(run.count(), run.first()),
              kind -> product(drafting, layouts, kind.first(), biased))
          .filter(product -> !product.isReference())
          .ifPresent(product -> steps.add(new Step(run, layouts, product)));
    }
    return steps.size() < runs.size()
        ? Optional.empty()
        : Optional.of(new RunProducts(drafting, steps));
  }

  private static Optional<Primitive> product(
      Drafting drafting, Factors factors, boolean first, boolean biased) {
    if (!first) {
      return Products.findSum(drafting, factors.left(), factors.right(), factors.made());
    }
    return biased
        ? Products.findBiased(
            drafting,
            factors.left(),
            factors.right(),
            factors.bias(drafting.layouts()),
            factors.made())
        : Products.find(drafting, factors.left(), factors.right(), factors.made());
  }

  /** Adds the steps. */
  void add(Operand left, Operand right, Operand made, Optional<Placed> bias) {
    for (Step step : steps) {
      Factors factors = step.factors();
      List<Arg> args = new ArrayList<>();
      args.add(left.of(dnnl.DNNL_ARG_SRC, factors.left(), step.run()));
      args.add(right.of(dnnl.DNNL_ARG_WEIGHTS, factors.right(), step.run()));
      args.add(made.of(dnnl.DNNL_ARG_DST, factors.made(), step.run()));
      if (step.run().first()) {
        Layout row = factors.bias(drafting.layouts());
        bias.ifPresent(b -> args.add(new Arg(dnnl.DNNL_ARG_BIAS, row.descriptor(), b.buffer())));
      }
      drafting.run(
          step.product(),
          factors.left() + " x " + factors.right() + ", element " + step.run().element(),
          args.toArray(Arg[]::new));
    }
  }
}
