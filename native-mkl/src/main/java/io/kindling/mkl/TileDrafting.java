package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.global.dnnl;

/** Drafts the steps of one convolution over tiles. */
record TileDrafting(WinogradShape shape, Drafting drafting, Lanes lanes) {
  /**
   * Adds the steps that multiply images by kernels; returns whether oneDNN has the products.
   *
   * @param turned from gradients of results to those of inputs
   */
  boolean product(Node node, boolean turned, Value from, Value kernels) {
    Layouts layouts = drafting.layouts();
    WinogradShape way = turned ? shape.back() : shape;
    boolean staged = way.isStaged();
    Layout read = way.factor(way.channels(), layouts);
    Layout factor = shape.kernelFactor(turned, staged, layouts);
    Layout written = way.factor(way.filters(), layouts);
    Optional<Primitive> found =
        lanes
            .get(() -> Products.find(drafting, read, factor, written))
            .filter(TileDrafting::isFast);
    if (found.isEmpty()) {
      return false;
    }
    Placed x = drafting.in(from, way.source(layouts));
    Buffer tiled = drafting.tiled(kernels, () -> tiled(node, kernels));
    Placed y = drafting.make(node.output(), way.result(layouts));
    IntFunction<TilePart> part =
        whole(
            staged,
            read,
            written,
            (left, right, i) ->
                TilePart.of(
                    node.name(),
                    left,
                    right,
                    List.of(
                        Arg.of(dnnl.DNNL_ARG_SRC, read, left, i),
                        Arg.of(dnnl.DNNL_ARG_WEIGHTS, factor, tiled, i),
                        Arg.of(dnnl.DNNL_ARG_DST, written, right, i)),
                    found.get(),
                    Optional.empty()));
    drafting.step(
        new TiledProduct(
            node.name(), way, turned, lanes, x.buffer(), y.buffer(), parts(staged, part)));
    return true;
  }

  /** Makes a part of its two buffers and the index inside them. */
  private interface PartMaker {
    TilePart of(Buffer left, Buffer right, int index);
  }

  /** All places lie in the same memory when staged; else each thread has memory of its own. */
  private static IntFunction<TilePart> whole(
      boolean staged, Layout left, Layout right, PartMaker maker) {
    if (!staged) {
      return i -> maker.of(Buffer.ofBytes(left.bytes()), Buffer.ofBytes(right.bytes()), 0);
    }
    Buffer a = Buffer.ofBytes(left.bytes() * WinogradShape.PLACES);
    Buffer b = Buffer.ofBytes(right.bytes() * WinogradShape.PLACES);
    return place -> maker.of(a, b, place);
  }

  private List<TilePart> parts(boolean staged, IntFunction<TilePart> part) {
    int count = staged ? WinogradShape.PLACES : Math.min(lanes.count(), shape.pieces());
    return IntStream.range(0, count).mapToObj(part).toList();
  }

  /** Returns the kernels as tiles, made by the steps that this adds. */
  private Buffer tiled(Node node, Value kernels) {
    Placed plain = drafting.in(kernels, shape.kernels(drafting.layouts()));
    Buffer tiles = Buffer.ofBytes(shape.kernelFactor(false, false, drafting.layouts()).bytes());
    drafting.step(
        new TiledKernels(node.name(), lanes, List.of(plain.buffer()), tiles, shape, false));
    return tiles;
  }

  /** Adds the steps of the gradient of the kernels; returns whether oneDNN has the products. */
  boolean gradient(Node node, Value from, Value outputGradient) {
    Layouts layouts = drafting.layouts();
    boolean staged = shape.isStaged();
    Layout left = shape.turnedFactor(layouts);
    Layout right = shape.factor(shape.filters(), layouts);
    Layout sum = shape.kernelFactor(false, staged, layouts);
    Optional<Primitive> first =
        lanes.get(() -> Products.find(drafting, left, right, sum)).filter(TileDrafting::isFast);
    Optional<Primitive> more =
        lanes.get(() -> Products.findSum(drafting, left, right, sum)).filter(TileDrafting::isFast);
    if (first.isEmpty() || more.isEmpty()) {
      return false;
    }
    Placed x = drafting.in(from, shape.source(layouts));
    Placed dy = drafting.in(outputGradient, shape.result(layouts));
    Buffer whole = Buffer.ofBytes(shape.kernelFactor(false, false, layouts).bytes());
    IntFunction<TilePart> part =
        whole(
            staged,
            left,
            right,
            (a, b, i) ->
                TilePart.of(
                    node.name(),
                    a,
                    b,
                    List.of(
                        Arg.of(dnnl.DNNL_ARG_SRC, left, a, i),
                        Arg.of(dnnl.DNNL_ARG_WEIGHTS, right, b, i),
                        Arg.of(
                            dnnl.DNNL_ARG_DST,
                            sum,
                            staged ? whole : Buffer.ofBytes(sum.bytes()),
                            i)),
                    first.get(),
                    more));
    List<TilePart> parts = parts(staged, part);
    drafting.step(new TiledGradient(node.name(), shape, lanes, x.buffer(), dy.buffer(), parts));
    Placed dw = drafting.make(node.output(), shape.kernels(layouts));
    List<Buffer> sums = parts.stream().map(p -> p.args().get(2).buffer()).distinct().toList();
    drafting.step(new TiledKernels(node.name(), lanes, sums, dw.buffer(), shape, true));
    drafting.bringHome(node.output());
    return true;
  }

  private static boolean isFast(Primitive product) {
    return !product.isReference();
  }
}
